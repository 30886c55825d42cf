"""Ask for money of a try to be given back, whatever it had settled."""

from dataclasses import dataclass
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.gateways.errors import AttemptUnknown, MoreThanGoesBack, NotOfGateway
from openbill.gateways.models import PaymentAttempt
from openbill.payments.commands.refund import request_refund
from openbill.payments.models import Payment
from openbill.primitives.money import Money
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.queries.uses_of_items import uses_of_items


@dataclass(frozen=True, slots=True)
class RefundAsked:
    """`undone` counts the allocations that were taken back for it; `unapplied_minor` is what stays unapplied beside."""

    request_id: UUID
    undone: int
    unapplied_minor: int
    currency: str


@command(permission="payments.request_refund", personal=("reason",), subject="attempt_id")
def request_refund_of_attempt(
    *, attempt_id: UUID, reason: str, amount: Money | None = None, context: Context
) -> RefundAsked:
    """Ask for a payment of a gateway, or a part of it, to be given back; a second person approves it.

    What it had settled is owed again from now on, the last one first, as far as the refund needs it: no money is given
    back that settles something at the same time. Raises AttemptUnknown, NotOfGateway where nothing came of the try,
    MoreThanGoesBack, and as request_refund and undo_allocation.
    """
    attempt = PaymentAttempt.objects.filter(organization_id=context.organization_id, id=attempt_id).first()
    if attempt is None:
        raise AttemptUnknown(attempt_id=attempt_id)
    if attempt.payment_id is None:
        raise NotOfGateway
    item_id = Payment.objects.values_list("item_id", flat=True).get(
        organization_id=context.organization_id, id=attempt.payment_id
    )
    credit = lock_items([item_id], context=context)[item_id]
    uses = [use for use in uses_of_items([item_id]) if use.may_be_undone]
    left = Money(credit.open_minor + sum(use.amount_minor for use in uses), credit.currency)
    wanted = left if amount is None else amount
    if wanted > left:
        raise MoreThanGoesBack(amount=wanted, left=left)
    unapplied, undone = credit.open_minor, 0
    for use in reversed(uses):
        if unapplied >= wanted.minor_units:
            break
        undo_allocation(allocation_id=use.allocation_id, context=context)
        unapplied, undone = unapplied + use.amount_minor, undone + 1
    asked = request_refund(item_id=item_id, amount=wanted, reason=reason, context=context)
    return RefundAsked(asked.request_id, undone, unapplied - wanted.minor_units, wanted.currency)
