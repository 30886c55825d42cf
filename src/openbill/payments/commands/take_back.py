"""Take a payment out of what stands, with everything that it settled."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.foundation.context import Context
from openbill.payments.commands.refund import decline_refunds_of
from openbill.payments.errors import PaymentUnknown, PaymentWasRefunded, ReasonMissing
from openbill.payments.models import Payment
from openbill.payments.policies.payment_lifecycle import PAYMENT_LIFECYCLE
from openbill.primitives.money import Money
from openbill.receivables.commands.return_credit import return_credit
from openbill.receivables.errors import CreditWasRefunded
from openbill.receivables.models import OpenItem
from openbill.receivables.queries.uses_of_items import uses_of_items


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A payment that no longer stands from a day on; `settled` is how much of which debts it had settled."""

    payment_id: UUID
    item_id: UUID
    customer_id: UUID
    amount: Money
    on: date
    recorded_by: UUID
    settled: Mapping[UUID, int]


def take_back(
    payment_id: UUID, act: str, reason: str, *, day_of: Callable[[Payment, str], date], context: Context
) -> TakenBack:
    """Lock a payment, undo what it settled from the day on that `day_of` it and its number says, and keep why.

    Inside the running command. Raises PaymentUnknown, NotPossibleInState, PaymentWasRefunded, CreditWasCancelled,
    ReasonMissing and what `day_of` raises.
    """
    if not reason.strip():
        raise ReasonMissing
    payments = Payment.objects.filter(organization_id=context.organization_id, id=payment_id)
    payment = payments.select_for_update(no_key=True).first()
    if payment is None:
        raise PaymentUnknown(payment_id=payment_id)
    state = PAYMENT_LIFECYCLE.after(payment.state, act)
    item = OpenItem.objects.get(organization_id=context.organization_id, id=payment.item_id)
    on = day_of(payment, item.document_number)
    settled = _settled(payment.item_id)
    try:
        return_credit(payment.item_id, on=on, context=context)
    except CreditWasRefunded as refused:
        raise PaymentWasRefunded(amount=refused.facts["amount"], number=item.document_number) from refused
    payment.state, payment.returned_date, payment.return_reason = state, on, reason
    payment.save(update_fields=["state", "returned_date", "return_reason"])
    decline_refunds_of(payment.item_id, context=context)
    amount = Money(item.amount_minor, item.currency)
    return TakenBack(payment.id, item.id, payment.customer_id, amount, on, payment.command_id, settled)


def _settled(item_id: UUID) -> dict[UUID, int]:
    settled: Counter[UUID] = Counter()
    for use in uses_of_items([item_id]):
        if use.undone_on is None:
            settled[use.other_id] += use.amount_minor
    return dict(settled)
