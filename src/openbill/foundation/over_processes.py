"""Long work over all cores: each part by a process with connections of its own."""

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TypeVar

import django
from django.db import connection

from openbill.foundation.errors import ProcessEnded
from openbill.primitives.cores import cores

MOST_PROCESSES = 16
"""More would take the database's connections from everybody else."""

P = TypeVar("P")
R = TypeVar("R")


def over_processes(act: Callable[[P], R], parts: Sequence[P]) -> Iterator[R]:
    """What `act` gives for each part, in the order of the parts and as they are done.

    `act`, the parts and what it gives are pickled. There are as many processes as cores; they take a second to start,
    and none outlives this one. Inside a transaction, which no other connection sees into, all is done here.
    Where a part fails, or nobody asks for more, no further part is begun, and what is raised or asked next waits until
    the begun ones have ended. Raises ProcessEnded where a process was killed.
    """
    processes = min(cores(), len(parts), MOST_PROCESSES)
    if processes < 2 or connection.in_atomic_block:
        yield from map(act, parts)
        return
    # Not fork: this process may have threads and connections to the database that a copy must not touch.
    executor = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin)
    try:
        for answer in [executor.submit(act, part) for part in parts]:
            yield answer.result()
    except BrokenProcessPool as error:
        raise ProcessEnded from error
    finally:
        executor.shutdown(cancel_futures=True)


def _begin() -> None:
    """What each process does before its first part."""
    # Ctrl-C at the terminal reaches every process; the parent alone decides what follows from it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    django.setup()
    # What was loaded stays; no collection needs to look through it again.
    gc.freeze()


def _end_with_the_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
