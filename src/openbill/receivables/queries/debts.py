"""The largest and the oldest debts of any day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import connection

from openbill.receivables.queries.customers_as_known import shown_customers
from openbill.receivables.queries.items_as_of import items_as_of


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


_RANKS = {
    # Amounts of two currencies do not compare; each currency has a list of its own.
    DebtsBy.AMOUNT: (
        "PARTITION BY item.currency ORDER BY item.open_minor DESC, item.due_date, item.item_id",
        "currency,",
    ),
    DebtsBy.AGE: ("ORDER BY item.due_date, item.open_minor DESC, item.item_id", ""),
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
    window, currency_first = _RANKS[by]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH disputed AS ({_DISPUTED_NOW if known_sequence is None else _DISPUTED_THEN}),
            ranked AS (
                SELECT item.*, row_number() OVER ({window}) AS rank
                FROM {items.relation} AS item WHERE item.side = 'debit'
            )
            SELECT item.item_id, customer.id, customer.number, customer.name, item.document_number, item.kind,
                   item.document_date, item.due_date, %(as_of)s::date - item.due_date, item.currency,
                   item.open_minor, least(coalesce(disputed.disputed_minor, 0), item.open_minor)
            FROM ranked AS item
            JOIN {shown_customers(known_sequence)} AS shown ON shown.customer_id = item.customer_id
            JOIN customer ON customer.organization_id = %(organization)s AND customer.id = shown.shown_id
            LEFT JOIN disputed ON disputed.item_id = item.item_id
            WHERE item.rank <= %(top)s
            ORDER BY {currency_first} item.rank
            """,
            {**items.parameters, "top": top},
        )
        return tuple(Debt(*row) for row in cursor.fetchall())
