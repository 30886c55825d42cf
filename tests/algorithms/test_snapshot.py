"""The worked tables of docs/algorithms/snapshot.md hold, by the real import of their rows."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from tests.support.importing import a_file, imported, snapshot
from tests.support.organizations import AnOrganization, an_organization

from openbill.foundation.tenancy import scope
from openbill.importing.errors import SnapshotWaits
from openbill.importing.types.results import SnapshotChanges
from openbill.primitives.money import Money, decimal_string
from openbill.receivables.queries.aging import aged_items
from openbill.receivables.queries.check_receivables import check_receivables

from .tables import worked_table

HEADER = ("customer", "invoice", "invoice date", "due date", "open amount")
INVOICES = ("A", "B", "C")
WORDS = {"created": "new"}
PAYMENT_DAYS = {"A": date(2026, 2, 3), "B": date(2026, 2, 10)}


def the_file(folder: Path, number: int, row: dict[str, str]) -> Path:
    listed = [
        ("C1", name, "2026-01-29", row["A due"] if name == "A" else "2026-02-28", row[name])
        for name in INVOICES
        if row[name]
    ]
    if row["Comes in"] == "snapshot":
        listed += [("C2", name, "2026-01-29", "2026-02-28", "500.00") for name in ("D", "E")]
    return a_file(folder, f"{number}.csv", HEADER, listed)


def in_words(changes: SnapshotChanges | None) -> str:
    assert changes is not None
    counts = {name: getattr(changes, name) for name in SnapshotChanges.__dataclass_fields__}
    return ", ".join(f"{count} {WORDS.get(name, name)}" for name, count in counts.items() if count) or "nothing"


def comes_in(firm: AnOrganization, folder: Path, number: int, row: dict[str, str]) -> str:
    payment = re.fullmatch(r"payment of (.*) for (.)", row["Comes in"])
    if payment is None:
        try:
            _, changes = snapshot(firm, the_file(folder, number, row), date.fromisoformat(row["Day"]))
        except SnapshotWaits:
            return "waits"
        return in_words(changes)
    amount, invoice = payment.groups()
    file = a_file(
        folder, f"{number}.csv", ("customer", "payment date", "amount", "invoice"),
        [("C1", PAYMENT_DAYS[invoice], amount, invoice)],
    )  # fmt: skip
    outcome = imported(firm, file)
    assert (outcome.brought_in, outcome.settlements, outcome.refused) == (1, 1, 0)
    return f"{amount} settled"


def open_amounts(firm: AnOrganization, as_of: date) -> dict[str, str]:
    sums = dict.fromkeys(INVOICES, 0)
    with scope(firm.id):
        for item in aged_items(firm.id, as_of, side="debit"):
            if item.document_number in sums:
                sums[item.document_number] += item.open_minor
    return {name: decimal_string(amount, "EUR") for name, amount in sums.items()}


def provisional(firm: AnOrganization) -> str:
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(use.amount_minor), 0)::bigint FROM allocation use JOIN open_item clearing"
            " ON clearing.organization_id = use.organization_id AND clearing.id = use.credit_item_id"
            " WHERE use.organization_id = %s AND clearing.kind = 'external_clearing' AND use.debit_item_id NOT IN"
            " (SELECT id FROM open_item WHERE organization_id = %s AND kind = 'cancellation')",
            [firm.id, firm.id],
        )
        (amount,) = cursor.fetchone() or (0,)
    return decimal_string(amount, "EUR")


@pytest.fixture
def followed(tmp_path: Path) -> AnOrganization:
    """A firm into which every row of the table came, each compared as it came."""
    firm = an_organization(books="mirror")
    for number, row in enumerate(worked_table("snapshot.md", "Day by day")):
        assert comes_in(firm, tmp_path, number, row) == row["What changes"], row
        here = open_amounts(firm, date.fromisoformat(row["Day"]))
        assert here == {name: row[f"Open {name}"] for name in INVOICES}, row
        assert provisional(firm) == row["Provisional"], row
    return firm


def test_day_by_day_and_the_same_days_later(followed: AnOrganization):
    for row in worked_table("snapshot.md", "The same days, later"):
        with scope(followed.id):
            (item,) = (
                item
                for item in aged_items(followed.id, date.fromisoformat(row["As of"]))
                if item.document_number == "A"
            )
        assert (item.open_minor, item.due_date.isoformat()) == (
            Money.of(row["Open A"], "EUR").minor_units,
            row["Due"],
        ), row
    with scope(followed.id):
        assert list(check_receivables(followed.id)) == []
