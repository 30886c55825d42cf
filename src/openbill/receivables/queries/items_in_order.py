"""The open items of a day one after another, from behind a place on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.behind import behind
from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.queries.customers_as_known import SHOWN_ID, merged_customers
from openbill.receivables.queries.items_as_of import items_as_of
from openbill.receivables.queries.items_wanted import ITEMS_WANTED, items_wanted


@dataclass(frozen=True, slots=True)
class ItemInOrder:
    """One open item and whose it is; `open_minor` is positive for credits too."""

    item_id: UUID
    legal_entity_id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    document_number: str
    kind: str
    side: str
    document_date: date
    due_date: date
    days_past_due: int
    currency: str
    open_minor: int


@dataclass(frozen=True, slots=True)
class ItemsWanted:
    """Which open items are asked for; None asks for all."""

    customer_id: UUID | None = None
    currency: str | None = None
    side: str | None = None
    days_past_due: tuple[int | None, int | None] = (None, None)
    legal_entity_id: UUID | None = None
    document_number: str | None = None


def items_in_order(
    as_of: date,
    wanted: ItemsWanted,
    *,
    after: tuple[date, UUID] | None = None,
    limit: int = 50,
    known_sequence: int | None = None,
) -> list[ItemInOrder]:
    """Open items of a day, the first due first; `after` is the due date and identifier of the last one seen."""
    items = items_as_of(current_organization_id(), as_of, known_sequence=known_sequence)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT item.item_id, item.legal_entity_id, customer.id, customer.number, customer.name,
                   item.document_number, item.kind, item.side, item.document_date, item.due_date,
                   %(as_of)s::date - item.due_date, item.currency, item.open_minor
            FROM {items.relation} AS item
            LEFT JOIN {merged_customers(known_sequence)} AS merged ON merged.customer_id = item.customer_id
            CROSS JOIN LATERAL (SELECT {SHOWN_ID} AS shown_id) AS shown
            JOIN customer ON customer.organization_id = %(organization)s AND customer.id = shown.shown_id
            WHERE {ITEMS_WANTED}
              AND (%(entity)s::uuid IS NULL OR item.legal_entity_id = %(entity)s)
              AND (%(number)s::text IS NULL OR item.document_number = %(number)s)
              AND (%(after_id)s::uuid IS NULL OR (item.due_date, item.item_id) > (%(after)s::date, %(after_id)s::uuid))
            ORDER BY item.due_date, item.item_id
            LIMIT %(limit)s
            """,
            {
                **items.parameters,
                **items_wanted(wanted.customer_id, wanted.currency, wanted.side, wanted.days_past_due),
                "entity": wanted.legal_entity_id,
                "number": wanted.document_number,
                **behind(after),
                "limit": limit,
            },
        )
        return [ItemInOrder(*row) for row in cursor.fetchall()]
