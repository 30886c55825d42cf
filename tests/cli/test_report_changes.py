"""`openbill report changes`: from one day to another, in every form; between the latest snapshots by itself."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from tests.support.importing import a_file, snapshot
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit

from .program import Inside
from .test_reports import named

HEADER = ("customer", "invoice", "invoice date", "due date", "open amount")


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization(books="mirror")


def test_without_days_the_two_latest_snapshots_are_compared(openbill: Inside, firm: AnOrganization, tmp_path: Path):
    for day, amount in (("2026-02-01", "300.00"), ("2026-02-03", "250.00"), ("2026-02-07", "220.00")):
        rows = [("C1", "R1", "2026-01-01", "2026-01-31", amount), ("C2", "R2", "2026-01-01", "2026-01-31", "500.00")]
        snapshot(firm, a_file(tmp_path, f"{day}.csv", HEADER, rows), date.fromisoformat(day))

    told = openbill("report", "changes", *named(firm), "--format", "json").json

    assert (told["from"], told["to"]) == ("2026-02-03", "2026-02-07")
    (euros,) = told["currencies"]
    assert (euros["opening"], euros["closing"]) == ("750.00", "720.00")
    assert euros["changes"]["part_settled"] == {"items": 1, "amount": "-30.00"}
    (movement,) = told["largest"]
    assert (movement["document_number"], movement["before"], movement["after"], movement["amount"]) == (
        "R1", "250.00", "220.00", "-30.00",
    )  # fmt: skip
    one_day = openbill("report", "changes", *named(firm), "--to", "2026-01-01", "--format", "json").json
    assert (one_day["from"], one_day["currencies"][0]["changes"]["new"]) == (
        "2025-12-31",
        {"items": 2, "amount": "800.00"},
    )


def test_the_table_and_the_csv(openbill: Inside, firm: AnOrganization):
    a_debit(firm, a_customer(firm, "Anna Ltd"), "70.00", on="2026-03-02", document_number="=R-1")
    words = ("report", "changes", *named(firm), "--from", "2026-03-01", "--to", "2026-03-31")
    table = openbill(*words).out.splitlines()
    assert [line.split() for line in table if line.startswith(("open on", "new"))] == [
        ["open", "on", "2026-03-01", "0.00"],
        ["new", "debts", "1", "70.00"],
        ["open", "on", "2026-03-31", "70.00"],
    ]
    (row,) = csv.DictReader(io.StringIO(openbill(*words, "--format", "csv").out))
    assert (row["change"], row["document_number"], row["amount"]) == ("new", "'=R-1", "70.00")


def test_where_nothing_is_open_it_says_so_in_zeros(openbill: Inside, firm: AnOrganization):
    answer = openbill("report", "changes", *named(firm), "--from", "2026-03-01", "--to", "2026-03-02")
    assert answer.code == 0
    assert [line.split()[-1] for line in answer.out.splitlines() if line.startswith("open on")] == ["0.00", "0.00"]


def test_days_the_wrong_way_round_are_refused(openbill: Inside, firm: AnOrganization):
    answer = openbill(
        "report", "changes", *named(firm), "--from", "2026-03-02", "--to", "2026-03-01", "--format", "json"
    )
    assert (answer.code, answer.error["code"]) == (2, "usage")
    assert answer.error["message"] == "--from 2026-03-02 is after --to 2026-03-01."
