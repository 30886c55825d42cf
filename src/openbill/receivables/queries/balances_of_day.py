"""What each customer owes in each currency, by the usual ages: the relation under lists of many.

On the day for which balances are kept, those are read, and only customers of whom something has changed since are added
up; on any other day all are. Both give the same figures: `verify` compares them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.receivables.policies.age_bucket import OLDEST_WEIGHED_DAYS, USUAL_BOUNDS
from openbill.receivables.queries.customers_as_known import SHOWN_ID, merged_customers
from openbill.receivables.queries.items_as_of import items_as_of

CREDIT = -1
"""The bucket of credits, which have no age."""

BUCKETS = tuple(f"bucket_{position}" for position in range(len(USUAL_BOUNDS) + 2))
COLUMNS = ("unapplied", *BUCKETS)
"""The columns of an aging with the usual bounds."""

FIGURES = (
    *(f"{column}_minor" for column in COLUMNS),
    *(f"{column}_items" for column in COLUMNS),
    "soon_due_minor",
    "oldest_due_date",
)
"""The figures of a balance, in the order in which a kept one is written."""

_OVERDUE = " + ".join(f"{bucket}_minor" for bucket in BUCKETS[1:])
WEIGHTED_OVERDUE = f"""coalesce(
    ({_OVERDUE})::double precision
    * (1 + 2 * least(%(as_of)s::date - oldest_due_date, {OLDEST_WEIGHED_DAYS}) / {OLDEST_WEIGHED_DAYS}.0), 0)"""
"""What is overdue, by the age of the oldest debt once to thrice: the amount behind what is most urgent."""

DAYS_SOON = 6
"""What falls due on the day or in these many days after it is soon due."""


@dataclass(frozen=True, slots=True)
class BalancesOfDay:
    """A relation with customer_id, currency and FIGURES: a row for each who has an open item in a currency.

    The items of a customer that was merged count with the surviving one. Where balances are kept, the relation is that
    of the `kept` ones and of the `others`, so that a list can walk along the first.
    """

    relation: str
    parameters: Mapping[str, Any]
    kept: str = ""
    others: str = ""

    @property
    def are_kept(self) -> bool:
        return bool(self.kept)


def balances_of_day(organization_id: UUID, as_of: date, *, known_sequence: int | None = None) -> BalancesOfDay:
    """The balances of a day; of what was known at a seal where its sequence number is given."""
    items = items_as_of(organization_id, as_of, known_sequence=known_sequence)
    every = derived(f"{items.relation} AS item {_merges(known_sequence)}", shown_under=SHOWN_ID)
    parameters = {**items.parameters, **parameters_of_ages(as_of)}
    if known_sequence is None and are_kept(organization_id, as_of):
        others = _OTHERS.format(derived=every)
        return BalancesOfDay(f"({_KEPT} UNION ALL {others})", parameters, kept=f"({_KEPT})", others=f"({others})")
    return BalancesOfDay(f"({every} GROUP BY 1, 2)", parameters)


def _merges(known_sequence: int | None) -> str:
    return f"LEFT JOIN {merged_customers(known_sequence)} AS merged ON merged.customer_id = item.customer_id"


def parameters_of_ages(as_of: date) -> dict[str, Any]:
    """What the derivation needs beside the items' own parameters."""
    return {
        "thresholds": [1, *(bound + 1 for bound in USUAL_BOUNDS)],
        "soon": as_of + timedelta(days=DAYS_SOON),
    }


def derived(items: str, *, shown_under: str = "item.customer_id", total: str = "sum_minor") -> str:
    """Balances derived from a relation of items, without the end of the statement: a condition and GROUP BY 1, 2.

    `total` is the aggregate: sum_minor refuses what is more than an amount can be, the database's own sum does not.
    """
    sums = [
        f"coalesce({total}(item.open_minor) FILTER (WHERE bucket = {position}), 0) AS {column}_minor"
        for position, column in enumerate(COLUMNS, CREDIT)
    ]
    counts = [
        f"(count(*) FILTER (WHERE bucket = {position}))::int AS {column}_items"
        for position, column in enumerate(COLUMNS, CREDIT)
    ]
    return f"""
        SELECT {shown_under} AS customer_id, item.currency, {", ".join(sums)}, {", ".join(counts)},
               coalesce({total}(item.open_minor) FILTER (WHERE bucket = 0 AND item.due_date <= %(soon)s), 0)
                   AS soon_due_minor,
               min(item.due_date) FILTER (WHERE item.side = 'debit') AS oldest_due_date
        FROM {items}
        CROSS JOIN LATERAL (
            SELECT CASE item.side WHEN 'credit' THEN {CREDIT}
                   ELSE width_bucket(%(as_of)s::date - item.due_date, %(thresholds)s::int[]) END AS bucket
        ) AS aged"""


def are_kept(organization_id: UUID, as_of: date) -> bool:
    """Whether the balances of the organization are kept for this day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM kept_day WHERE organization_id = %s AND day = %s)", [organization_id, as_of]
        )
        (is_kept,) = cursor.fetchone()
        return bool(is_kept)


IS_KEPT = "(SELECT EXISTS (SELECT FROM kept_day WHERE organization_id = %(organization)s AND day = %(as_of)s))"
"""The day, asked once more in the statement's own view of the rows: if it has turned since, all are added up."""

CUSTOMERS_APART = """(
    SELECT customer_id FROM stale_balance WHERE organization_id = %(organization)s
    UNION ALL
    SELECT unnest(ARRAY[id, merged_into_id]) FROM customer
    WHERE organization_id = %(organization)s AND merged_into_id IS NOT NULL
)"""
"""Whose items are added up at the question: who has changed, and who was merged, as they belong together."""

KEPT_BALANCES = f"""(
    SELECT customer_id, currency, {", ".join(FIGURES)}, weighted_overdue_minor FROM kept_balance
    WHERE organization_id = %(organization)s AND customer_id NOT IN {CUSTOMERS_APART} AND {IS_KEPT}
)"""
"""The balances that can be read as they are kept, and what is WEIGHTED_OVERDUE of them; %(as_of)s is the day."""

WITHOUT_KEPT_BALANCE = f"""(
    SELECT coalesce(merged_into_id, id) AS customer_id FROM customer
    WHERE organization_id = %(organization)s AND id IN {CUSTOMERS_APART}
)"""
"""On the day that is kept all other customers who may owe, some of them twice."""

_KEPT = f"""SELECT customer_id, currency, {", ".join(FIGURES)} FROM {KEPT_BALANCES} AS kept"""

_OTHERS = f"""
    {{derived}} WHERE item.customer_id IN {CUSTOMERS_APART} AND {IS_KEPT} GROUP BY 1, 2
    UNION ALL
    SELECT every.*
    FROM (SELECT true AS is_wanted WHERE NOT {IS_KEPT}) AS turned
    -- Where it is not wanted it must cost nothing: by leaning on the row above it is not begun without that.
    CROSS JOIN LATERAL ({{derived}} WHERE turned.is_wanted GROUP BY 1, 2) AS every
"""
