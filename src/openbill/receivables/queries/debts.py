"""The largest and the oldest debts of any day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import connection

from openbill.receivables.queries.customers_as_known import shown_customers
from openbill.receivables.queries.items_as_of import items_as_of
from openbill.receivables.queries.totals_of_day import totals_of_day


class DebtsBy(StrEnum):
    """Which debts come first."""

    AMOUNT = "amount"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Debt:
    """One open debt; `days_late` is negative where it is not due yet, `disputed_minor` a part of `open_minor`."""

    item_id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    document_number: str
    kind: str
    document_date: date
    due_date: date
    days_late: int
    currency: str
    open_minor: int
    disputed_minor: int


_FIRST = {
    # Amounts of two currencies do not compare; each currency has a list of its own.
    DebtsBy.AMOUNT: """
        SELECT largest.* FROM {currencies} AS each
        CROSS JOIN LATERAL (
            SELECT * FROM debt WHERE debt.currency = each.currency
            ORDER BY open_minor DESC, due_date, item_id LIMIT %(top)s
        ) AS largest""",
    DebtsBy.AGE: "SELECT * FROM debt ORDER BY due_date, open_minor DESC, item_id LIMIT %(top)s",
}
_ORDER = {
    DebtsBy.AMOUNT: "debt.currency, debt.open_minor DESC, debt.due_date, debt.item_id",
    DebtsBy.AGE: "debt.due_date, debt.open_minor DESC, debt.item_id",
}

_DISPUTED_NOW = """
    SELECT id AS item_id, disputed_minor FROM open_item
    WHERE organization_id = %(organization)s AND disputed_minor > 0
"""

# The item keeps the disputed part as it is now; what it was is told by the events of the commands known then.
_DISPUTED_THEN = """
    SELECT DISTINCT ON (event.payload ->> 'item_id') (event.payload ->> 'item_id')::uuid AS item_id,
           (event.payload ->> 'disputed_minor')::bigint AS disputed_minor
    FROM event
    JOIN command_log ON command_log.organization_id = event.organization_id AND command_log.id = event.command_id
    WHERE event.organization_id = %(organization)s AND event.kind = 'DisputedPartWasMarked'
      AND command_log.sequence <= %(known_sequence)s
    ORDER BY event.payload ->> 'item_id', command_log.sequence DESC, event.id DESC
"""


def debts(
    organization_id: UUID,
    as_of: date,
    *,
    by: DebtsBy = DebtsBy.AMOUNT,
    top: int = 10,
    known_sequence: int | None = None,
) -> tuple[Debt, ...]:
    """The first `top` debts of a day, in one statement over its open items.

    By amount each currency has its own, in the order of the currencies; by age there is one list. Equal
    ones come in the order of due date or amount, then of their identifiers. A dispute has no effective date: the part
    is the one that is known now, or was known at the seal `known_sequence`, as far as it was open on the day.
    """
    items = items_as_of(organization_id, as_of, known_sequence=known_sequence)
    # Which currencies there are is known where their totals are kept; else all debts are read for it.
    totals = totals_of_day(organization_id, as_of) if by is DebtsBy.AMOUNT and known_sequence is None else None
    currencies = totals.relation if totals and totals.are_kept else "(SELECT DISTINCT currency FROM debt)"
    # What stands is read once more for each currency, along an index; what must be walked back is so once.
    kept = "NOT MATERIALIZED" if items.as_they_stand else "MATERIALIZED"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH disputed AS ({_DISPUTED_NOW if known_sequence is None else _DISPUTED_THEN}),
            debt AS {kept} (
                SELECT item.item_id, item.currency, item.open_minor, item.due_date
                FROM {items.relation} AS item WHERE item.side = 'debit'
            ), first AS MATERIALIZED ({_FIRST[by].format(currencies=currencies)})
            SELECT debt.item_id, customer.id, customer.number, customer.name, item.document_number, item.kind,
                   item.document_date, debt.due_date, %(as_of)s::date - debt.due_date, debt.currency,
                   debt.open_minor, least(coalesce(disputed.disputed_minor, 0), debt.open_minor)
            FROM first AS debt
            JOIN open_item item ON item.organization_id = %(organization)s AND item.id = debt.item_id
            JOIN {shown_customers(known_sequence)} AS shown ON shown.customer_id = item.customer_id
            JOIN customer ON customer.organization_id = %(organization)s AND customer.id = shown.shown_id
            LEFT JOIN disputed ON disputed.item_id = debt.item_id
            ORDER BY {_ORDER[by]}
            """,
            {**items.parameters, **(totals.parameters if totals else {}), "top": top},
        )
        return tuple(Debt(*row) for row in cursor.fetchall())
