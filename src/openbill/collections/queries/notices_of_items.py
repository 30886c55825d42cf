"""The reminders that listed debts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.collections.models import ListedItem
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class NoticeOfItem:
    """A reminder and what it asked for of one debt, in minor units; withdrawn ones never went out."""

    stage: str
    on_date: date
    message_id: UUID | None
    withdrawn_on: date | None
    withdrawn_because: str
    asked_minor: int


def notices_of_items(item_ids: Sequence[UUID]) -> list[NoticeOfItem]:
    """The reminders over debts, in the order in which they were made."""
    listed = ListedItem.objects.filter(organization_id=current_organization_id(), item_id__in=list(item_ids))
    fields = ("stage", "on_date", "message_id", "withdrawn_on", "withdrawn_because")
    rows = listed.order_by("notice__on_date", "notice_id").values_list(
        *(f"notice__{name}" for name in fields), "asked_minor"
    )
    return [NoticeOfItem(*row) for row in rows]
