"""Everything about one open item: what it was over, what is left of it, and what settled it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.errors import ItemUnknown


@dataclass(frozen=True, slots=True)
class AllocationOfItem:
    """A part of the item that was settled; negative where it undoes `undoes_id`; what `is_undone` counts no more."""

    id: UUID
    other_item_id: UUID
    other_kind: str
    other_document_number: str
    amount_minor: int
    effective_date: date
    undoes_id: UUID | None
    is_undone: bool


@dataclass(frozen=True, slots=True)
class ItemWithAllocations:
    """One item as it is now; amounts in minor units, positive for credits too."""

    id: UUID
    legal_entity_id: UUID
    customer_id: UUID
    side: str
    kind: str
    document_number: str
    instalment_number: int
    reference: str
    document_date: date
    posting_date: date
    due_date: date
    original_due_date: date
    currency: str
    amount_minor: int
    open_minor: int
    disputed_minor: int
    source: str | None
    external_id: str | None
    allocations: tuple[AllocationOfItem, ...]


_COLUMNS = tuple(ItemWithAllocations.__dataclass_fields__)[:-1]


def item_with_allocations(item_id: UUID) -> ItemWithAllocations:
    """One item with its allocations, the first first. Raises ItemUnknown."""
    asked = {"organization": current_organization_id(), "item": item_id}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM open_item WHERE organization_id = %(organization)s AND id = %(item)s",
            asked,
        )
        found = cursor.fetchone()
        if found is None:
            raise ItemUnknown(item_id=item_id)
        cursor.execute(
            """
            SELECT used.id, other.id, other.kind, other.document_number, used.amount_minor, used.effective_date,
                   used.undoes_id, undoing.id IS NOT NULL
            FROM (
                SELECT allocation.*, credit_item_id AS other_id FROM allocation
                WHERE organization_id = %(organization)s AND debit_item_id = %(item)s
                UNION ALL
                SELECT allocation.*, debit_item_id FROM allocation
                WHERE organization_id = %(organization)s AND credit_item_id = %(item)s
            ) AS used
            JOIN open_item other ON other.organization_id = used.organization_id AND other.id = used.other_id
            LEFT JOIN allocation undoing
              ON undoing.organization_id = used.organization_id AND undoing.undoes_id = used.id
            ORDER BY used.id
            """,
            asked,
        )
        allocations = tuple(AllocationOfItem(*row) for row in cursor.fetchall())
    return ItemWithAllocations(*(*found, allocations))
