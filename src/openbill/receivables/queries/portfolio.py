"""What is owed altogether, currency by currency, and how old it is."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.policies.age_bucket import labels
from openbill.receivables.queries.balances_of_day import COLUMNS
from openbill.receivables.queries.totals_of_day import totals_of_day


@dataclass(frozen=True, slots=True)
class Part:
    """The items of one column of the aging; the amount is positive for credits too."""

    label: str
    amount_minor: int = 0
    customers: int = 0
    items: int = 0


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All open items of one currency; amounts in minor units.

    `buckets` are the debts by age, those not due first. `soon_due_minor` is the part of what is not due that falls
    due on the day or in the six days after it.
    """

    currency: str
    unapplied: Part
    buckets: tuple[Part, ...]
    customers: int
    overdue_customers: int
    soon_due_minor: int

    @property
    def owed_minor(self) -> int:
        return sum(bucket.amount_minor for bucket in self.buckets)

    @property
    def items(self) -> int:
        return sum(bucket.items for bucket in self.buckets)

    @property
    def not_due_minor(self) -> int:
        return self.buckets[0].amount_minor

    @property
    def overdue_minor(self) -> int:
        return self.owed_minor - self.not_due_minor

    @property
    def balance_minor(self) -> int:
        return self.owed_minor - self.unapplied.amount_minor


def portfolio(as_of: date, *, known_sequence: int | None = None) -> list[Portfolio]:
    """The open items of a day in one statement, the currency with the most items first; nothing where none is open."""
    totals = totals_of_day(current_organization_id(), as_of, known_sequence=known_sequence)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT currency, customers, overdue_customers, soon_due_minor, {_PARTS} FROM {totals.relation} AS total",
            totals.parameters,
        )
        rows = cursor.fetchall()
    found = []
    for currency, customers, overdue_customers, soon_due_minor, *figures in rows:
        unapplied, *buckets = (
            Part(label, *figures[3 * position : 3 * position + 3]) for position, label in enumerate(labels())
        )
        found.append(Portfolio(currency, unapplied, tuple(buckets), customers, overdue_customers, soon_due_minor))
    return sorted(found, key=lambda each: (-each.items - each.unapplied.items, each.currency))


_PARTS = ", ".join(f"{column}_minor, {column}_customers, {column}_items" for column in COLUMNS)
