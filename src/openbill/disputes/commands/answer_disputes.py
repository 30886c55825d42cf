"""Take credit notes as the answer to disputes over what they credit."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.disputes.events import DisputeWasCredited
from openbill.disputes.models import Dispute, DisputedItem
from openbill.disputes.policies.dispute_lifecycle import DISPUTE_LIFECYCLE
from openbill.disputes.types import Credited
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.mark_disputed_part import mark_disputed_part


@command(permission="disputes.manage", summarised=("credited",))
def answer_disputes(*, credited: Sequence[Credited], context: Context) -> int:
    """Lessen what is contested of debts by what credit notes settled of them; count the disputes that end by it.

    The oldest dispute over a debt is answered first. One of which nothing is left ends as credited.
    """
    contested = _contested(credited, context)
    items = lock_items({part.item_id for part in contested}, context=context) if contested else {}
    answered: dict[UUID, int] = {}
    days: dict[UUID, date] = {}
    for each in credited:
        left = each.amount_minor
        for part in (part for part in contested if part.item_id == each.item_id):
            taken = min(left, part.amount_minor - part.answered_minor)
            part.answered_minor += taken
            answered[each.item_id] = answered.get(each.item_id, 0) + taken
            days[part.dispute_id] = max(each.on, days.get(part.dispute_id, each.on))
            left -= taken
    DisputedItem.objects.bulk_update(contested, ["answered_minor"])
    for item_id, amount in answered.items():
        item = items[item_id]
        left = max(0, item.disputed_minor - amount)
        mark_disputed_part(item_id, Money(left, item.currency), context=context)
    return sum(_end_if_answered(dispute_id, day, context) for dispute_id, day in sorted(days.items()))


def _contested(credited: Sequence[Credited], context: Context) -> list[DisputedItem]:
    """The parts of open disputes over the debts, the oldest dispute first; the disputes are locked."""
    parts = DisputedItem.objects.filter(
        organization_id=context.organization_id,
        item_id__in={each.item_id for each in credited},
        dispute__state="open",
    ).order_by("dispute_id")
    disputes = Dispute.objects.filter(
        organization_id=context.organization_id, id__in=set(parts.values_list("dispute_id", flat=True))
    )
    open_ones = {
        dispute.id for dispute in disputes.select_for_update(no_key=True).order_by("id") if dispute.state == "open"
    }
    return [part for part in parts if part.dispute_id in open_ones]


def _end_if_answered(dispute_id: UUID, day: date, context: Context) -> bool:
    parts = DisputedItem.objects.filter(organization_id=context.organization_id, dispute_id=dispute_id)
    if any(part.answered_minor < part.amount_minor for part in parts):
        return False
    dispute = Dispute.objects.get(organization_id=context.organization_id, id=dispute_id)
    dispute.state = DISPUTE_LIFECYCLE.after(dispute.state, "credit")
    dispute.ended_on = day
    dispute.save(update_fields=["state", "ended_on"])
    publish(DisputeWasCredited(dispute.id, dispute.customer_id), context=context)
    return True
