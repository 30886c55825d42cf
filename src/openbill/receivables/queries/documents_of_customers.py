"""The documents and the money of one customer, as they came into the books."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


class PlaceInBooks(NamedTuple):
    """Where a page ended: a posting date, and of that day an item."""

    posting_date: date
    item_id: UUID


@dataclass(frozen=True, slots=True)
class BookedDocument:
    """A document or a payment; one that falls due in parts is told once, by its first part, over all of them.

    `kind` is invoice, debit_note, credit_note, payment or deposit; `amount_minor` is never negative.
    """

    item_id: UUID
    kind: str
    number: str
    posting_date: date
    currency: str
    amount_minor: int


_BOOKED = """
    SELECT page.id, page.kind, page.document_number, page.posting_date, page.currency,
           CASE WHEN page.document_number = '' THEN page.amount_minor ELSE (
               SELECT sum_minor(part.amount_minor) FROM open_item part
               WHERE part.organization_id = %(organization)s AND part.document_number = page.document_number
                 AND part.legal_entity_id = page.legal_entity_id AND part.customer_id = page.customer_id
                 AND part.kind = page.kind AND part.currency = page.currency AND part.posting_date = page.posting_date)
           END
    FROM unnest(%(customers)s::uuid[]) AS owner (customer_id)
    CROSS JOIN LATERAL (
        SELECT * FROM open_item item
        WHERE item.organization_id = %(organization)s AND item.customer_id = owner.customer_id
          AND item.kind IN ('invoice', 'debit_note', 'credit_note', 'payment', 'deposit')
          AND item.instalment_number = 1
          AND (%(before)s::date IS NULL OR item.posting_date <= %(before)s)
          AND (%(before)s::date IS NULL OR (item.posting_date, item.id) < (%(before)s::date, %(before_id)s::uuid))
        ORDER BY item.posting_date DESC, item.id DESC
        LIMIT %(limit)s
    ) AS page
    ORDER BY page.posting_date DESC, page.id DESC
    LIMIT %(limit)s
"""


def documents_of_customers(
    customer_ids: Iterable[UUID], *, before: PlaceInBooks | None = None, limit: int = 50
) -> list[BookedDocument]:
    """What was billed to customers and what they paid, the latest first; `before` is where the page before ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            _BOOKED,
            {
                "organization": current_organization_id(),
                "customers": identifier_array(customer_ids),
                "before": before.posting_date if before else None,
                "before_id": before.item_id if before else None,
                "limit": limit,
            },
        )
        return [BookedDocument(*row) for row in cursor.fetchall()]
