"""`make run`: the sample ledger comes in once, is reported to the cent, and is still there the next time."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from tests.support.tables import make_home_with_tables

from openbill.primitives.money import Money, decimal_string
from openbill.receivables.policies.age_bucket import bucket_of

from .conftest import _home
from .program import SMALL_SETTINGS, Answer, Outside

SAMPLE = Path(__file__).parents[2] / "sample"
NAME = "Nordlicht Leuchten GmbH"
AS_OF = date(2026, 11, 20)
PAID_HERE_BUT_NOT_KNOWN_THERE = {"RE-2611079"}


@pytest.fixture(scope="module")
def program() -> Iterator[Outside]:
    yield from _home()


@pytest.fixture(scope="module")
def first(program: Outside) -> Answer:
    return run(program)


def run(program: Outside) -> Answer:
    done = subprocess.run(
        [sys.executable, str(SAMPLE / "run.py")],
        env=program.environment,
        cwd=SAMPLE.parent,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def minor(text: str) -> int:
    return Money.of(text.replace(".", "").replace(",", "."), "EUR").minor_units


def aging_of_the_files() -> dict[str, dict[str, int]]:
    """Currency and column to amount, from the last open item list and the payments that it does not know."""
    sums: dict[str, dict[str, int]] = {}
    for row in rows("open-items-2026-11-20.csv"):
        if row["Rechnungsnummer"] in PAID_HERE_BUT_NOT_KNOWN_THERE:
            continue
        due = datetime.strptime(row["Fälligkeitsdatum"], "%d.%m.%Y").date()  # noqa: DTZ007 - a day has no zone
        amount = minor(row["offener Betrag"])
        column = "unapplied" if amount < 0 else bucket_of((AS_OF - due).days)
        of_currency = sums.setdefault(row["Währung"], {})
        of_currency[column] = of_currency.get(column, 0) + amount
    for row in rows("payments-2026-11-20.csv"):
        if not row["Rechnungsnummer"]:
            sums[row["Währung"]]["unapplied"] -= minor(row["Zahlungsbetrag"])
    return sums


def key_figures(program: Outside) -> list[Answer]:
    return [
        program("report", *words, "--organization", NAME, "--format", "json")
        for words in (
            ("aging", "--as-of", "2026-11-20"),
            ("aging", "--as-of", "2026-11-19"),
            ("trial-balance", "--as-of", "2026-11-20"),
            ("journal", "--as-of", "2026-11-20", "--from", "2026-11-19"),
        )
    ]


def test_the_first_run_brings_everything_in_and_finds_nothing_wrong(first: Answer):
    assert (first.code, first.err) == (0, "")
    assert "997 rows read: 997 brought in, 0 known already, 0 refused" in first.out
    assert first.out.count("The snapshot is in the books.") == 2
    assert "checks in 1 organization, nothing wrong." in first.out
    assert len(first.out.splitlines()) <= 150


def test_the_aging_is_that_of_the_last_open_item_list(program: Outside, first: Answer):
    pages = program("report", "aging", "--as-of", "2026-11-20", "--format", "json").json
    here = {
        page["currency"]: {
            column: Money.of(amount, page["currency"]).minor_units
            for column, amount in page["buckets"].items()
            if column != "total" and amount != "0.00"
        }
        for page in pages
    }
    assert here == aging_of_the_files()
    assert {page["currency"]: page["buckets"]["total"] for page in pages} == {
        "EUR": "606539.74",
        "GBP": "81216.65",
        "USD": "23741.39",
    }


def test_the_changes_lead_from_one_snapshot_to_the_next(program: Outside, first: Answer):
    told = program("report", "changes", "--format", "json").json
    euros = told["currencies"][0]
    assert (told["from"], told["to"]) == ("2026-11-19", "2026-11-20")
    opening = sum(minor(row["offener Betrag"]) for row in rows("open-items-2026-11-19.csv") if row["Währung"] == "EUR")
    assert (euros["opening"], euros["closing"]) == (decimal_string(opening, "EUR"), "606539.74")
    assert {change: (moved["items"], moved["amount"]) for change, moved in euros["changes"].items()} == {
        "new": (6, "20321.51"),
        "raised": (1, "148.75"),
        "reopened": (0, "0.00"),
        "part_settled": (2, "-3303.08"),
        "settled": (5, "-18611.37"),
        "credit_given": (2, "-5586.67"),
        "credit_used": (0, "0.00"),
        "redated": (2, "0.00"),
    }


def test_the_real_payments_took_the_place_of_the_provisional_clearings(program: Outside, first: Answer):
    words = ("--as-of", "2026-11-20", "--from", "2026-11-20", "--format", "json")
    journal = program("report", "journal", *words).out
    assert journal.count('"cancellation"') == journal.count('"kind": "external_clearing"') == 7
    said = program("import", str(SAMPLE / "payments-2026-11-20.csv"), "--organization", NAME, "--format", "json").json
    assert (said["brought_in"], said["known"], said["refused"]) == (0, 9, 0)


def test_the_second_run_says_that_all_is_there_and_changes_nothing(program: Outside, first: Answer):
    before = [answer.json for answer in key_figures(program)]

    second = run(program)

    assert (second.code, second.err) == (0, "")
    assert second.out.startswith(f"The ledger of {NAME} is there already")
    assert "openbill import" not in second.out.partition("What next")[0]
    assert [answer.json for answer in key_figures(program)] == before


@pytest.mark.parametrize("reached", [1, 4])
def test_a_run_that_was_cut_off_goes_on(program: Outside, first: Answer, reached: int):
    cut_off = Outside(program.home.with_name(f"cut-off-after-{reached}"))
    make_home_with_tables(cut_off.home, **SMALL_SETTINGS)
    assert cut_off("create-organization", NAME, "--currency", "EUR", "--books", "mirror").code == 0
    for name, *words in (
        ("history.csv",),
        ("customers.csv",),
        ("open-items-2026-11-19.csv", "--snapshot", "--as-of", "2026-11-19", "--yes"),
        ("open-items-2026-11-20.csv", "--snapshot", "--as-of", "2026-11-20", "--yes"),
    )[:reached]:
        assert cut_off("import", str(SAMPLE / name), "--organization", NAME, *words).code == 0

    again = run(cut_off)
    figures = cut_off("report", "aging", "--as-of", "2026-11-20", "--format", "json").json
    cut_off("stop")

    assert (again.code, again.err) == (0, "")
    assert "997 rows read: 0 brought in, 997 known already" in again.out
    assert [page["buckets"]["total"] for page in figures] == ["606539.74", "81216.65", "23741.39"]


def test_the_files_are_what_the_generator_writes(tmp_path: Path):
    for script in ("firm.py", "make_files.py"):
        (tmp_path / script).write_text((SAMPLE / script).read_text(encoding="utf-8"), encoding="utf-8")
    subprocess.run([sys.executable, str(tmp_path / "make_files.py")], check=True)
    written = sorted(tmp_path.glob("*.csv"))
    assert [path.name for path in written] == sorted(path.name for path in SAMPLE.glob("*.csv"))
    for path in written:
        assert path.read_bytes() == (SAMPLE / path.name).read_bytes(), path.name
