"""What is owed altogether, currency by currency, and how old it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.policies.age_bucket import USUAL_BOUNDS, labels
from openbill.receivables.queries.customers_as_known import merged_customers
from openbill.receivables.queries.items_as_of import items_as_of

_CREDIT = -1
"""The bucket of credits, which have no age."""


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


def portfolio(
    as_of: date, *, bounds: Sequence[int] = USUAL_BOUNDS, known_sequence: int | None = None
) -> list[Portfolio]:
    """The open items of a day in one statement, the currency with the most items first; nothing where none is open."""
    items = items_as_of(current_organization_id(), as_of, known_sequence=known_sequence)
    thresholds = [1, *(bound + 1 for bound in bounds)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH item AS (
                SELECT item.currency, coalesce(merged.shown_id, item.customer_id) AS shown_id, item.due_date,
                       item.open_minor,
                       CASE item.side WHEN 'credit' THEN {_CREDIT}
                       ELSE width_bucket(%(as_of)s::date - item.due_date, %(thresholds)s::int[]) END AS bucket
                FROM {items.relation} AS item
                LEFT JOIN {merged_customers(known_sequence)} AS merged ON merged.customer_id = item.customer_id
            )
            SELECT currency, bucket, sum_minor(open_minor), count(DISTINCT shown_id), count(*),
                   count(DISTINCT shown_id) FILTER (WHERE bucket > 0),
                   coalesce(sum_minor(open_minor) FILTER (WHERE bucket = 0 AND due_date <= %(soon)s), 0)
            FROM item GROUP BY GROUPING SETS ((currency, bucket), (currency))
            ORDER BY currency, bucket
            """,
            {**items.parameters, "thresholds": thresholds, "soon": as_of + timedelta(days=6)},
        )
        rows = cursor.fetchall()
    parts = {(currency, bucket): figures[:3] for currency, bucket, *figures in rows if bucket is not None}
    found = []
    for currency, bucket, _, customers, _, overdue_customers, soon_due_minor in rows:
        if bucket is None:
            columns = [
                Part(label, *parts.get((currency, position), ()))
                for position, label in enumerate(labels(bounds), _CREDIT)
            ]
            found.append(
                Portfolio(currency, columns[0], tuple(columns[1:]), customers, overdue_customers, soon_due_minor)
            )
    return sorted(found, key=lambda each: (-each.items - each.unapplied.items, each.currency))
