"""Open items, as they stood on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.errors import ItemUnknown


@dataclass(frozen=True, slots=True)
class ItemDetails:
    """An item and whose it is; amounts in minor units, positive for credits too.

    `open_minor`, `due_date` and `disputed_minor` are those of the day; what is disputed is known for the present only
    and never more than is open. `open_now_minor` is what is open now, whatever the day. `is_posted` is false where the
    item came into the books after the day.
    """

    item_id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    legal_entity_id: UUID
    legal_entity: str
    side: str
    kind: str
    document_number: str
    instalment_number: int
    reference: str
    document_date: date
    posting_date: date
    due_date: date
    currency: str
    amount_minor: int
    open_minor: int
    open_now_minor: int
    disputed_minor: int
    source: str
    is_posted: bool

    @property
    def settled_minor(self) -> int:
        return self.amount_minor - self.open_minor


def item_on_day(item_id: UUID, as_of: date) -> ItemDetails:
    """An item as of a day, as it is known now. Raises ItemUnknown."""
    found = items_on_day([item_id], as_of)
    if not found:
        raise ItemUnknown(item_id=item_id)
    return found[0]


def items_on_day(item_ids: Sequence[UUID], as_of: date) -> list[ItemDetails]:
    """Those of the items that there are as of a day, in the order in which they fall due."""
    with connection.cursor() as cursor:
        cursor.execute(_ITEMS, {"organization": current_organization_id(), "items": list(item_ids), "as_of": as_of})
        return [ItemDetails(*row) for row in cursor.fetchall()]


_ITEMS = f"""
    SELECT item.id, shown.id, shown.number, shown.name, entity.id, entity.name, item.side, item.kind,
           item.document_number, item.instalment_number, item.reference, item.document_date, item.posting_date,
           coalesce(moved.previous_due_date, item.due_date), item.currency, item.amount_minor,
           item.open_minor + later.amount, item.open_minor, least(item.disputed_minor, item.open_minor + later.amount),
           coalesce(item.source, ''), item.posting_date <= %(as_of)s
    FROM open_item item
    JOIN customer ON customer.organization_id = item.organization_id AND customer.id = item.customer_id
    JOIN customer shown ON shown.organization_id = item.organization_id
                       AND shown.id = {shown_as("customer")}
    JOIN legal_entity entity ON entity.organization_id = item.organization_id AND entity.id = item.legal_entity_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum_minor(amount_minor), 0) AS amount FROM allocation
        WHERE organization_id = item.organization_id AND effective_date > %(as_of)s
          AND (debit_item_id = item.id OR credit_item_id = item.id)
    ) AS later
    LEFT JOIN LATERAL (
        SELECT previous_due_date FROM due_date_change
        WHERE organization_id = item.organization_id AND item_id = item.id AND effective_date > %(as_of)s
        ORDER BY effective_date, id LIMIT 1
    ) AS moved ON true
    WHERE item.organization_id = %(organization)s AND item.id = ANY(%(items)s)
    ORDER BY item.due_date, item.instalment_number, item.id
"""
