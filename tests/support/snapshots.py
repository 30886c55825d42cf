"""Lists of open items as another system writes them, and what is open by them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openbill.customers.models import Customer
from openbill.foundation.tenancy import scope
from openbill.importing.commands.approve_snapshot import approve_snapshot
from openbill.importing.errors import SnapshotWaits
from openbill.importing.models import ImportRun
from openbill.primitives.money import decimal_string
from openbill.receivables.policies.age_bucket import bucket_of
from openbill.receivables.queries.aging import aged_items, aging
from openbill.receivables.queries.check_receivables import check_receivables

from .importing import a_file, snapshot
from .organizations import AnOrganization

HEADER = ("customer", "invoice", "invoice date", "due date", "currency", "open amount")


@dataclass(frozen=True)
class Line:
    customer: str
    number: str
    document_date: date
    due_date: date
    currency: str
    minor: int


def written(folder: Path, name: str, lines: list[Line]) -> Path:
    return a_file(
        folder,
        name,
        HEADER,
        [
            (
                x.customer,
                x.number,
                x.document_date,
                x.due_date,
                x.currency,
                decimal_string(x.minor, x.currency),
            )
            for x in lines
        ],
    )


def aging_of_file(lines: list[Line], as_of: date) -> dict[tuple[str, str, str], int]:
    """The aging computed from the lines alone: by customer, currency and bucket, in minor units."""
    sums: dict[tuple[str, str, str], int] = {}
    for line in lines:
        bucket = "unapplied" if line.minor < 0 else bucket_of((as_of - line.due_date).days)
        key = (line.customer, line.currency, bucket)
        sums[key] = sums.get(key, 0) + line.minor
    return {key: amount for key, amount in sums.items() if amount}


def aging_here(
    firm: AnOrganization, as_of: date, *, known_sequence: int | None = None
) -> dict[tuple[str, str, str], int]:
    with scope(firm.id):
        result = aging(firm.id, as_of, known_sequence=known_sequence)
    return {
        (row.number, row.currency, column): amount
        for row in result.rows
        for column, amount in zip(result.columns, row.amounts_minor, strict=True)
        if amount
    }


STANDING = [Line("C9", f"S{n}", date(2026, 1, 1), date(2026, 6, 30), "EUR", 500_00) for n in range(4)]
"""Open throughout, so that the file never shrinks suspiciously."""


def open_items(firm: AnOrganization, as_of: date) -> list[tuple[str, str, date, int]]:
    """Customer, document, due date and open amount, credits negative."""
    with scope(firm.id):
        numbers = dict(Customer.objects.filter(organization_id=firm.id).values_list("id", "number"))
        return sorted(
            (
                numbers[item.customer_id],
                item.document_number,
                item.due_date,
                item.open_minor if item.side == "debit" else -item.open_minor,
            )
            for item in aged_items(firm.id, as_of)
            if numbers[item.customer_id] != "C9"
        )


def nothing_is_wrong(firm: AnOrganization) -> bool:
    """Every balance is what its rows say."""
    with scope(firm.id):
        return list(check_receivables(firm.id)) == []


def shrunken_too(firm: AnOrganization, path: Path, today: date) -> None:
    """Bring a snapshot in; where a day of chance shrank it by a third, a person approves it."""
    try:
        snapshot(firm, path, today)
    except SnapshotWaits:
        with scope(firm.id):
            (run,) = ImportRun.objects.filter(organization_id=firm.id, state="waiting")
        approve_snapshot(run_id=run.id, context=firm.context())
        snapshot(firm, path, today)
