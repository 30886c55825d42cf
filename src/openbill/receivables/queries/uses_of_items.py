"""What settled a debt, or what a credit settled: every allocation of items, and those that were undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.policies.undoing_acts import UNDOING_ACTS


@dataclass(frozen=True, slots=True)
class UseOfItem:
    """One allocation, seen from one of its items; `other_` tells of the item on its other side.

    Amounts in minor units, positive. `undone_on` is the day from which it was taken back, None while it stands.
    `done_at` is the day in the books, `economic_date` the true one.
    """

    item_id: UUID
    allocation_id: UUID
    other_id: UUID
    other_kind: str
    other_number: str
    other_customer_id: UUID
    other_customer: str
    amount_minor: int
    currency: str
    effective_date: date
    economic_date: date
    undone_on: date | None
    command_id: UUID

    @property
    def may_be_undone(self) -> bool:
        """Whether it stands and has no undoing act of another name."""
        return self.undone_on is None and self.other_kind not in UNDOING_ACTS


def uses_of_items(item_ids: Sequence[UUID], *, until: date | None = None) -> list[UseOfItem]:
    """The allocations of items up to a day, in the order of their days; undoings are told with what they undo."""
    with connection.cursor() as cursor:
        cursor.execute(_USES, {"organization": current_organization_id(), "items": list(item_ids), "until": until})
        return [UseOfItem(*row) for row in cursor.fetchall()]


_USES = f"""
    SELECT own.id, use.id, other.id, other.kind, other.document_number, shown.id, shown.name,
           use.amount_minor, use.currency, use.effective_date, use.economic_date, undo.effective_date, use.command_id
    FROM unnest(%(items)s::uuid[]) AS own (id)
    JOIN allocation use ON use.organization_id = %(organization)s
                       AND (use.debit_item_id = own.id OR use.credit_item_id = own.id)
    JOIN open_item other ON other.organization_id = use.organization_id
     AND other.id = CASE use.debit_item_id WHEN own.id THEN use.credit_item_id ELSE use.debit_item_id END
    JOIN customer ON customer.organization_id = use.organization_id AND customer.id = other.customer_id
    JOIN customer shown ON shown.organization_id = use.organization_id
                       AND shown.id = {shown_as("customer")}
    LEFT JOIN allocation undo ON undo.organization_id = use.organization_id AND undo.undoes_id = use.id
     AND (%(until)s::date IS NULL OR undo.effective_date <= %(until)s)
    WHERE use.undoes_id IS NULL AND (%(until)s::date IS NULL OR use.effective_date <= %(until)s)
    ORDER BY use.effective_date, use.id
"""
