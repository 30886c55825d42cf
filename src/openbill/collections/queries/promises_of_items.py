"""The promises that name debts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.collections.models import PromisedItem
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class PromiseOfItem:
    """A promise and how much of one debt it covers, in minor units."""

    id: UUID
    state: str
    given_on: date
    promised_date: date
    ended_on: date | None
    note: str
    amount_minor: int


def promises_of_items(item_ids: Sequence[UUID]) -> list[PromiseOfItem]:
    """The promises over debts, in the order in which they were given."""
    parts = PromisedItem.objects.filter(organization_id=current_organization_id(), item_id__in=list(item_ids))
    fields = ("id", "state", "given_on", "promised_date", "judged_on", "note")
    rows = parts.order_by("promise__given_on", "promise_id").values_list(
        *(f"promise__{name}" for name in fields), "amount_minor"
    )
    return [PromiseOfItem(*row) for row in rows]
