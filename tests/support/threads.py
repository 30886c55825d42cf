"""Acts that run at the same time, each on a database connection of its own."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from django.db import connection, connections

from .database import connected_as


def at_the_same_time(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run each act in a thread of its own, begun together; their answers, or the first error."""
    together = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            together.wait(30)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(run, act) for act in acts]]


class InTheBackground:
    """One act in a thread, whose waiting for a lock of the database can be seen from outside."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self._backend: Future[int] = Future()
        self._pool = ThreadPoolExecutor(1)
        self._answer = self._pool.submit(self._run, act)

    def _run(self, act: Callable[[], Any]) -> Any:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self._backend.set_result(cursor.fetchone()[0])
            return act()
        finally:
            connections.close_all()

    def wait_until_it_waits(self) -> None:
        """Come back once the act waits for a lock that somebody else holds."""
        with connected_as("postgres") as opened:
            for _ in range(1_000):
                row = opened.execute("SELECT pg_blocking_pids(%s)", [self._backend.result(10)]).fetchone()
                if row is not None and row[0]:
                    return
                assert not self._answer.done(), f"It did not wait: {self._answer.exception() or self._answer.result()}"
                time.sleep(0.01)
        raise AssertionError("It waits for nobody.")

    def finish(self) -> Any:
        """Its answer, or its error."""
        try:
            return self._answer.result(60)
        finally:
            self._pool.shutdown(wait=False)
