"""Several commands at once, each in a transaction of its own: while the database does one, Python does another."""

import gc
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from django.db import connection, connections

from openbill.primitives.cores import cores

SWITCH_AFTER = 0.0005
"""Seconds of Python after which a lane that hears from the database gets its turn; ten times as long is usual."""

P = TypeVar("P")
R = TypeVar("R")


def side_by_side(act: Callable[[P], R], parts: Sequence[P]) -> Iterator[R]:
    """What `act` gives for each part, in the order of the parts and as they are done.

    There are as many lanes as cores, each a thread with connections of its own. Inside a transaction, which
    no other connection sees into, and for a single part all is done here. Where a part fails, or nobody asks for more,
    no further part is begun, and what is raised or asked next waits until the begun ones have ended.
    """
    lanes = min(cores(), len(parts))
    if lanes < 2 or connection.in_atomic_block:
        yield from map(act, parts)
        return
    usual = sys.getswitchinterval()
    answers: list[Future[R]] = [Future() for _ in parts]
    waiting = deque(zip(answers, parts, strict=True))
    with ThreadPoolExecutor(lanes, thread_name_prefix="side-by-side") as executor:
        try:
            sys.setswitchinterval(SWITCH_AFTER)
            # What is there already need not be looked through again for each part that is done.
            gc.freeze()
            for _ in range(lanes):
                executor.submit(copy_context().run, _lane, act, waiting)
            for answer in answers:
                yield answer.result()
        finally:
            waiting.clear()
            sys.setswitchinterval(usual)
            gc.unfreeze()


def _lane(act: Callable[[P], R], waiting: deque[tuple[Future[R], P]]) -> None:
    try:
        while True:
            try:
                answer, part = waiting.popleft()
            except IndexError:
                return
            try:
                answer.set_result(act(part))
            except BaseException as error:  # Whoever waits for the answer gets it.
                answer.set_exception(error)
    finally:
        connections.close_all()
