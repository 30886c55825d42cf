"""A process that is kept running."""

import logging
import os
import signal
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress

from openbill.foundation.end_with_parent import SIGN

logger = logging.getLogger(__name__)

SECONDS_BEFORE_ANOTHER = 3.0
SECONDS_TO_FINISH = 45.0


class KeptProcess:
    """Runs a command; one that ends by itself is followed by another, after a moment.

    It is in a session of its own, so that Ctrl-C at the terminal reaches the one who keeps it, who then stops it in
    order: it finishes what it has at hand, and is killed only where that takes too long. Where the keeper itself is
    killed it ends too, by the pipe that then closes (`foundation/end_with_parent.py`).
    """

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self._name, self._command = name, list(command)
        self._is_stopping = threading.Event()
        self._process = self._begin()
        self._keeper = threading.Thread(target=self._keep, name=f"keeper of {name}", daemon=True)
        self._keeper.start()

    def stop(self) -> None:
        """End the process and its successors."""
        self._is_stopping.set()
        self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_FINISH)
        except subprocess.TimeoutExpired:
            logger.warning("A process is killed, as it does not end.", extra={"of": self._name})
            self._process.kill()
        self._keeper.join()

    def _keep(self) -> None:
        while True:
            code = self._process.wait()
            # What it had begun would keep its place, such as the address at which it listened.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            if self._is_stopping.wait(SECONDS_BEFORE_ANOTHER):
                return
            logger.warning("A process has ended and is begun again.", extra={"of": self._name, "code": code})
            self._process = self._begin()
            if self._is_stopping.is_set():
                self._process.terminate()

    def _begin(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own
            self._command, stdin=subprocess.PIPE, env=os.environ | {SIGN: "1"}, start_new_session=True
        )
