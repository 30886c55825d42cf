"""A run that is killed, or PostgreSQL under it, and begun again ends where an undisturbed one ends.

In rounds against a durable PostgreSQL: on each of some days the run is killed at a random moment, in every third round
it is the database that is killed; then the day is run again. Two runs at once share the work without harm.
"""

import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support.forge_client import Forge
from tests.support.tables import copy_tables

from openbill.foundation.embedded_postgres import EmbeddedPostgres

DAYS = ("2026-02-14", "2026-02-17", "2026-02-24", "2026-03-16", "2026-04-15")
ROUNDS_A_DAY = 3


@dataclass
class Workshop:
    postgres: EmbeddedPostgres
    forge: Forge

    def kill_during(self, organization: str, day: str, after_seconds: float, *, database: bool) -> None:
        pid, _ = self.forge.begin("run day", organization=organization, day=day)
        time.sleep(after_seconds)
        if database:
            postmaster = self.postgres.postmaster_pid
            assert postmaster is not None
            os.kill(postmaster, signal.SIGKILL)
            self.forge.end()
            self.postgres.start()
            return
        # A quick machine may be done already; the round then proves the run as it is.
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self.forge.end()


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    home = Path(tempfile.mkdtemp(prefix="openbill-killed-"))
    home.chmod(0o711)
    postgres = EmbeddedPostgres(home, durable=True)
    server = postgres.start()
    environment = {
        **os.environ,
        "DATABASE_URL": server.url(role="openbill_app", database="openbill"),
        "DATABASE_ADMIN_URL": server.url(role="openbill_owner", database="openbill"),
        "DJANGO_SETTINGS_MODULE": "openbill.project.settings",
    }
    forge = None
    try:
        copy_tables(server)
        with tempfile.TemporaryDirectory() as folder:
            forge = Forge(environment, Path(folder))
            yield Workshop(postgres, forge)
    finally:
        if forge is not None:
            forge.process.kill()
        postgres.stop()


def test_killed_at_random_moments_each_day_is_done_once(workshop: Workshop):
    undisturbed = workshop.forge.do("bill customers")
    disturbed = workshop.forge.do("bill customers")
    chance = random.Random(7)
    for day in DAYS:
        began = time.monotonic()
        workshop.forge.do("run day", organization=undisturbed, day=day)
        takes = time.monotonic() - began
        for position in range(ROUNDS_A_DAY):
            workshop.kill_during(disturbed, day, chance.uniform(0, takes), database=position == 0)
        workshop.forge.do("run day", organization=disturbed, day=day)
    assert workshop.forge.do("reminders", organization=disturbed) == workshop.forge.do(
        "reminders", organization=undisturbed
    )
    assert len(workshop.forge.do("reminders", organization=disturbed)) == 5 * 60


def test_two_runs_at_once_do_each_reminder_once(workshop: Workshop):
    organization = workshop.forge.do("bill customers")
    counts = workshop.forge.do("run day twice at once", organization=organization, day="2026-02-14")
    assert sum(counts) == 60
    assert len(workshop.forge.do("reminders", organization=organization)) == 60
