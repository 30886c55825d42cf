"""End a dispute because the customer gives it up."""

from datetime import date
from uuid import UUID

from openbill.disputes.errors import DisputeUnknown, ReasonMissing
from openbill.disputes.events import DisputeWasWithdrawn
from openbill.disputes.models import Dispute, DisputedItem
from openbill.disputes.policies.dispute_lifecycle import DISPUTE_LIFECYCLE
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.mark_disputed_part import mark_disputed_part


@command(permission="disputes.manage", personal=("outcome",), subject="dispute_id")
def withdraw_dispute(*, dispute_id: UUID, outcome: str, on: date | None = None, context: Context) -> None:
    """Withdraw a dispute: what it contested is asked for again, as far as it is still open.

    Raises DisputeUnknown, NotPossibleInState and ReasonMissing.
    """
    if not outcome.strip():
        raise ReasonMissing
    disputes = Dispute.objects.filter(organization_id=context.organization_id, id=dispute_id)
    dispute = disputes.select_for_update(no_key=True).first()
    if dispute is None:
        raise DisputeUnknown(dispute_id=dispute_id)
    dispute.state = DISPUTE_LIFECYCLE.after(dispute.state, "withdraw")
    dispute.ended_on, dispute.outcome = on or context.today(), outcome
    dispute.save(update_fields=["state", "ended_on", "outcome"])
    rows = DisputedItem.objects.filter(organization_id=context.organization_id, dispute_id=dispute_id)
    parts = {row.item_id: row.amount_minor - row.answered_minor for row in rows}
    for item in lock_items(parts, context=context).values():
        left = max(0, item.disputed_minor - parts[item.id])
        mark_disputed_part(item.id, Money(left, item.currency), context=context)
    publish(DisputeWasWithdrawn(dispute.id, dispute.customer_id), context=context)
