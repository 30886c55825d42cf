"""A process that is not to outlive the one that keeps it."""

import os
import signal
import sys
import threading
import time

SIGN = "ENDS_WITH_PARENT"
"""Set in a process whose standard input is a pipe that its parent holds and never writes into; no setting of ours."""

SECONDS_TO_FINISH = 45.0


def end_with_parent() -> None:
    """End in good order when the parent is gone, however it went; nothing where no parent asked for it.

    The kernel closes the parent's end of the pipe even where the parent was killed. What does not end in time is
    killed with all that it began: a kept process is the first of a session of its own.
    """
    if os.environ.pop(SIGN, None):
        threading.Thread(target=_wait_for_the_end, args=(sys.stdin.fileno(),), name="parent", daemon=True).start()


def _wait_for_the_end(pipe: int) -> None:
    while os.read(pipe, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_FINISH)
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)
