"""Whenever an import is killed, or PostgreSQL under it, the same import once more ends where an undisturbed one ends.

Twenty rounds, each in an organization of its own, against a durable PostgreSQL: a process that imports three
files in chunks is killed at some moment, in every other round it is the database that is killed; then the files
are imported again from the beginning. OPENBILL_TEST_ROUNDS says how many rounds, OPENBILL_TEST_INVOICES how many
invoices each of the files has.
"""

import os
import random
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.forge_client import Forge
from tests.support.importing import a_file
from tests.support.tables import copy_tables

from openbill.foundation.embedded_postgres import EmbeddedPostgres
from openbill.primitives.identifiers import new_identifier

ROUNDS = int(os.environ.get("OPENBILL_TEST_ROUNDS", "20"))
ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 6, 30)
DAYS = ("2026-01-31", "2026-03-15", "2026-05-01", "2026-06-30", "2026-12-31")
INVOICES = int(os.environ.get("OPENBILL_TEST_INVOICES", "200"))
PAYMENTS = INVOICES * 4 // 5
CHUNK_ROWS = INVOICES // 4


@dataclass
class Workshop:
    postgres: EmbeddedPostgres
    forge: Forge
    files: list[Path]

    def organization(self) -> dict[str, str]:
        identifier = str(new_identifier())
        entity = self.forge.do("found", organization=identifier)["legal_entity"]
        return {"organization": identifier, "legal_entity": entity}

    def order(self, organization: dict[str, str]) -> dict[str, Any]:
        return {
            **organization,
            "files": [str(path) for path in self.files],
            "as_of": AS_OF.isoformat(),
            "chunk_rows": CHUNK_ROWS,
        }

    def bring_in(self, organization: dict[str, str]) -> list[dict[str, int]]:
        return self.forge.do("bring in", **self.order(organization))

    def look(self, organization: dict[str, str]) -> dict[str, Any]:
        return self.forge.do("look", **organization, days=DAYS)

    def kill_during_import(self, organization: dict[str, str], after_seconds: float, *, database: bool) -> int:
        pid, _ = self.forge.begin("bring in", **self.order(organization))
        time.sleep(after_seconds)
        if database:
            postmaster = self.postgres.postmaster_pid
            assert postmaster is not None
            os.kill(postmaster, signal.SIGKILL)
            code = self.forge.end()
            self.postgres.start()
            return code
        # A quick machine may be done already; the round then proves the import as it is.
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return self.forge.end()


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
    try:
        copy_tables(server)
        folder = Path(tempfile.mkdtemp(prefix="openbill-killed-files-"))
        forge = Forge(environment, folder)
        yield Workshop(postgres, forge, the_files(folder))
        assert forge.process.stdin is not None
        forge.process.stdin.close()
        assert forge.process.wait(30) == 0
    finally:
        postgres.stop()


def the_files(folder: Path) -> list[Path]:
    """Settled invoices, as many open ones of which some are part-paid, and payments of those."""
    chance = random.Random(2026)

    def customer() -> str:
        return f"C{chance.randrange(150):03}"

    def day(earliest: int, latest: int) -> date:
        return date(2026, 1, 1) + timedelta(days=chance.randint(earliest, latest))

    settled = []
    for number in range(INVOICES):
        issued = day(0, 90)
        amount = f"{chance.randint(1, 900_000) / 100:.2f}"
        paid = issued + timedelta(days=chance.randint(1, 80))
        settled.append((customer(), f"H{number:05}", issued, issued + timedelta(days=30), amount, paid))
    owed = []
    for number in range(INVOICES):
        issued, minor = day(20, 150), chance.randint(100, 900_000)
        still_open = minor if chance.random() < 0.8 else minor - chance.randint(1, minor - 1)
        owed.append((customer(), f"R{number:05}", issued, issued + timedelta(days=30), minor, still_open))
    payments = []
    for number in range(PAYMENTS):
        name, invoice, issued, _, minor, still_open = owed[chance.randrange(len(owed))]
        paid = min(still_open, chance.randint(1, minor))
        payments.append((name, f"P{number:05}", issued + timedelta(days=40), f"{paid / 100:.2f}", invoice))
    dates = ("invoice date", "due date")
    return [
        a_file(folder, "settled.csv", ("customer", "invoice", *dates, "amount", "settled date"), settled),
        a_file(
            folder,
            "open.csv",
            ("customer", "invoice", *dates, "amount", "open amount"),
            [(*row[:4], f"{row[4] / 100:.2f}", f"{row[5] / 100:.2f}") for row in owed],
        ),
        a_file(
            folder, "payments.csv", ("customer", "payment reference", "payment date", "amount", "invoice"), payments
        ),
    ]


def test_a_killed_import_ends_where_an_undisturbed_one_ends(workshop: Workshop) -> None:
    warm_up = workshop.organization()
    workshop.bring_in(warm_up)
    undisturbed = workshop.organization()
    began = time.monotonic()
    outcomes = workshop.bring_in(undisturbed)
    seconds = time.monotonic() - began
    expected = workshop.look(undisturbed)
    assert [outcome["refused"] for outcome in outcomes] == [0, 0, 0]
    assert [outcome["new"] for outcome in outcomes] == [INVOICES, INVOICES, PAYMENTS]
    assert expected["wrong"] == []
    assert expected == workshop.look(warm_up)

    chance = random.Random()
    struck = begun = 0
    for number in range(ROUNDS):
        organization = workshop.organization()
        moment = seconds * (number + chance.random()) / ROUNDS
        code = workshop.kill_during_import(organization, moment, database=number % 2 == 1)
        left_behind = workshop.look(organization)
        # What is there after the kill is whole: nothing half-made, only less.
        assert left_behind["wrong"] == [], (number, moment)
        struck += code != 0
        begun += 0 < left_behind["items"] < expected["items"]

        workshop.bring_in(organization)

        ended = workshop.look(organization)
        assert ended == expected, (number, moment, [
            name for name, digest in ended["digests"].items() if digest != expected["digests"][name]
        ])  # fmt: skip
    again = workshop.bring_in(organization)
    assert [outcome["new"] for outcome in again] == [0, 0, 0]
    assert workshop.look(organization) == expected
    assert struck >= ROUNDS // 2, f"Only {struck} of {ROUNDS} imports were still under way when they were killed."
    assert begun >= ROUNDS // 4, f"Only {begun} of {ROUNDS} imports had written a part when they were killed."
