"""How the due dates of items moved."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.models import DueDateChange


class ChangeOfDueDate(NamedTuple):
    """From `effective_date` on the item was due on another day, and why."""

    item_id: UUID
    previous_due_date: date
    due_date: date
    effective_date: date
    reason: str


def due_date_changes(item_ids: Sequence[UUID]) -> list[ChangeOfDueDate]:
    """The changes of items' due dates, in their order."""
    changes = DueDateChange.objects.filter(organization_id=current_organization_id(), item_id__in=list(item_ids))
    fields = ("item_id", "previous_due_date", "due_date", "effective_date", "reason")
    return [ChangeOfDueDate(*row) for row in changes.order_by("effective_date", "id").values_list(*fields)]
