"""What changed between two days: new debts, settlements, reopenings, and the largest of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.receivables.queries.customers_as_known import shown_customers
from openbill.receivables.queries.items_as_of import items_as_of


class Change(StrEnum):
    """What became of an item from one day to another, in the order in which a report tells it."""

    NEW = "new"
    RAISED = "raised"
    REOPENED = "reopened"
    PART_SETTLED = "part_settled"
    SETTLED = "settled"
    CREDIT_GIVEN = "credit_given"
    CREDIT_USED = "credit_used"
    REDATED = "redated"


@dataclass(frozen=True, slots=True)
class Moved:
    """How many items changed in one way, and by how much together; a re-dated item changes no balance."""

    items: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class CurrencyChanges:
    """The way from the open total of one day to that of another, in one currency.

    Both totals are added up from the open items of their own day; that the movements lead from the one to the
    other is checked here. Debts count positive, credits negative.
    """

    currency: str
    opening_minor: int
    moved: Mapping[Change, Moved]
    closing_minor: int

    def __post_init__(self) -> None:
        difference = sum(moved.amount_minor for moved in self.moved.values())
        assert self.opening_minor + difference == self.closing_minor, (
            f"{self.currency}: {self.opening_minor} and changes of {difference} do not make {self.closing_minor}."
        )


@dataclass(frozen=True, slots=True)
class Movement:
    """One item that changed; amounts are negative for credits, and zero on the day on which it was not open."""

    change: Change
    customer_number: str
    customer_name: str
    document_number: str
    kind: str
    currency: str
    previous_due_date: date | None
    due_date: date
    before_minor: int
    after_minor: int

    @property
    def amount_minor(self) -> int:
        return self.after_minor - self.before_minor


@dataclass(frozen=True, slots=True)
class Changes:
    from_date: date
    to_date: date
    currencies: tuple[CurrencyChanges, ...]
    largest: tuple[Movement, ...]


def changes(organization_id: UUID, from_date: date, to_date: date, *, top: int = 10) -> Changes:
    """What changed from the end of one day to the end of another, per currency, with its `top` largest movements.

    Both days' open items are compared item by item, as they are known now: a document that came in later counts
    on its own day in the books. What came and went in between stands on neither day and is
    no change; an item that came and was settled in part counts as new with what is left of it. Settled is what
    was paid, credited, written off or cancelled. An item whose due date moved while something was settled
    counts under the settlement.
    """
    assert from_date <= to_date, f"From {from_date} to {to_date} is backwards."
    opening, closing = items_as_of(organization_id, from_date), items_as_of(organization_id, to_date)
    parameters = {**closing.parameters, "from_date": from_date, "top": top}
    movements = _movements(opening.relation.replace("%(as_of)s", "%(from_date)s"), closing.relation)
    with connection.cursor() as cursor:
        cursor.execute(f"{movements} {_TOTALS} UNION ALL {_LARGEST} ORDER BY 1, 2, 4", parameters)
        rows = cursor.fetchall()
    return Changes(
        from_date,
        to_date,
        _currencies([row[1:7] for row in rows if row[0] == _IN_TOTAL]),
        tuple(_movement(row) for row in rows if row[0] == _ONE_BY_ONE),
    )


_IN_TOTAL, _ONE_BY_ONE = 1, 2


def _movements(opening: str, closing: str) -> str:
    """Every item of either day with its signed open amounts, and the name of its change."""
    signed = "CASE side WHEN 'debit' THEN open_minor ELSE -open_minor END"
    columns = "item_id, customer_id, side, kind, currency, document_number, due_date"
    return f"""
        WITH opening AS (SELECT {columns}, {signed} AS signed_minor FROM {opening} AS item),
        closing AS (SELECT {columns}, {signed} AS signed_minor FROM {closing} AS item),
        compared AS (
            SELECT coalesce(closing.item_id, opening.item_id) AS item_id,
                   coalesce(closing.customer_id, opening.customer_id) AS customer_id,
                   coalesce(closing.side, opening.side) AS side, coalesce(closing.kind, opening.kind) AS kind,
                   coalesce(closing.currency, opening.currency) AS currency,
                   coalesce(closing.document_number, opening.document_number) AS document_number,
                   opening.due_date AS previous_due_date, coalesce(closing.due_date, opening.due_date) AS due_date,
                   coalesce(opening.signed_minor, 0) AS before_minor, coalesce(closing.signed_minor, 0) AS after_minor
            FROM opening FULL JOIN closing ON closing.item_id = opening.item_id
        ), moved AS MATERIALIZED (
            SELECT compared.*,
                   CASE WHEN after_minor = before_minor THEN 'redated'
                        WHEN compared.side = 'credit' AND after_minor < before_minor THEN 'credit_given'
                        WHEN compared.side = 'credit' THEN 'credit_used'
                        WHEN after_minor = 0 THEN 'settled'
                        WHEN after_minor < before_minor THEN 'part_settled'
                        WHEN before_minor > 0 OR item.posting_date <= %(from_date)s THEN 'reopened'
                        WHEN item.corrects_id IS NOT NULL THEN 'raised'
                        ELSE 'new' END AS change
            FROM compared
            JOIN open_item item ON item.organization_id = %(organization)s AND item.id = compared.item_id
            WHERE after_minor <> before_minor OR compared.due_date <> previous_due_date
        )
    """


_TOTALS = f"""
    SELECT {_IN_TOTAL}, currency, change, items, opening_minor, amount_minor, closing_minor,
           NULL, NULL, NULL, NULL, NULL::date, NULL::date
    FROM (
        SELECT currency, sum_minor(opening_minor) AS opening_minor, sum_minor(closing_minor) AS closing_minor
        FROM (
            SELECT currency, signed_minor AS opening_minor, 0 AS closing_minor FROM opening
            UNION ALL SELECT currency, 0, signed_minor FROM closing
        ) AS of_both_days GROUP BY currency
    ) AS total
    LEFT JOIN (
        SELECT currency, change, count(*) AS items, sum_minor(after_minor - before_minor) AS amount_minor
        FROM moved GROUP BY currency, change
    ) AS sums USING (currency)
"""

_LARGEST = f"""
    SELECT {_ONE_BY_ONE}, ranked.currency, ranked.change, ranked.rank, before_minor, NULL, after_minor,
           customer.number, customer.name, ranked.document_number, ranked.kind, previous_due_date, due_date
    FROM (
        SELECT moved.*, row_number() OVER (
                   PARTITION BY currency ORDER BY abs(after_minor - before_minor) DESC, abs(after_minor) DESC, item_id
               ) AS rank
        FROM moved
    ) AS ranked
    JOIN {shown_customers(None)} AS shown ON shown.customer_id = ranked.customer_id
    JOIN customer ON customer.organization_id = %(organization)s AND customer.id = shown.shown_id
    WHERE rank <= %(top)s
"""


def _currencies(rows: list[tuple[Any, ...]]) -> tuple[CurrencyChanges, ...]:
    """Rows (currency, change, items, opening, amount, closing); without a change where nothing moved."""
    found: dict[str, tuple[int, dict[Change, Moved], int]] = {}
    for currency, change, items, opening_minor, amount_minor, closing_minor in rows:
        _, moved, _ = found.setdefault(currency, (opening_minor, {}, closing_minor))
        if change is not None:
            moved[Change(change)] = Moved(items, amount_minor)
    return tuple(CurrencyChanges(currency, *found[currency]) for currency in sorted(found))


def _movement(row: tuple[Any, ...]) -> Movement:
    _, currency, change, _, before, _, after, number, name, document_number, kind, previous_due_date, due_date = row
    return Movement(
        Change(change), number, name, document_number, kind, currency, previous_due_date, due_date, before, after
    )
