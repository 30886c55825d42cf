"""Ways to run a day that must not change what it does: often, twice at once, killed in the midst of it."""

import os
import random
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from django.db import connections
from tests.support.forge_client import Forge

from openbill.demo.play_story import Stage
from openbill.foundation.embedded_postgres import EmbeddedPostgres

from .play import Run, once


def hourly(stage: Stage, day: date) -> None:
    """Run the day at every hour of it."""
    for _ in range(24):
        once(stage, day)


def doubled(stage: Stage, day: date) -> None:
    """Run the day by two workers at once."""

    def work(_: int) -> None:
        try:
            once(stage, day)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))


class Disturber:
    """Kills every third run at a random moment, and the database under every fifteenth; then runs the day again."""

    def __init__(self, postgres: EmbeddedPostgres, folder: Path) -> None:
        self._postgres = postgres
        self._forge = Forge(dict(os.environ), folder)
        self._chance = random.Random(11)
        self._takes = 0.3

    @contextmanager
    def disturbing(self) -> Iterator[Run]:
        try:
            yield self._run
        finally:
            self._forge.process.kill()
            self._forge.process.wait()

    def _run(self, stage: Stage, day: date) -> None:
        if self._chance.random() < 1 / 3:
            self._kill_during(stage, day, is_database=self._chance.random() < 1 / 5)
        began = time.monotonic()
        once(stage, day)
        self._takes = max(0.05, time.monotonic() - began)

    def _kill_during(self, stage: Stage, day: date, *, is_database: bool) -> None:
        pid, _ = self._forge.begin("run day", organization=str(stage.context.organization_id), day=day.isoformat())
        time.sleep(self._chance.uniform(0, 2 * self._takes))
        if is_database:
            postmaster = self._postgres.postmaster_pid
            assert postmaster is not None
            os.kill(postmaster, signal.SIGKILL)
            self._forge.end()
            connections.close_all()
            self._postgres.start()
            return
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self._forge.end()
