"""What is contested of debts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.disputes.models import DisputedItem
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class DisputeOfItem:
    """A dispute and its part of one debt; amounts in minor units."""

    id: UUID
    state: str
    reason: str
    note: str
    outcome: str
    opened_on: date
    ended_on: date | None
    amount_minor: int


def disputes_of_items(item_ids: Sequence[UUID]) -> list[DisputeOfItem]:
    """The disputes over debts, in the order in which they were opened."""
    parts = DisputedItem.objects.filter(organization_id=current_organization_id(), item_id__in=list(item_ids))
    fields = ("id", "state", "reason", "note", "outcome", "opened_on", "ended_on")
    rows = parts.order_by("dispute__opened_on", "dispute_id").values_list(
        *(f"dispute__{name}" for name in fields), "amount_minor"
    )
    return [DisputeOfItem(*row) for row in rows]
