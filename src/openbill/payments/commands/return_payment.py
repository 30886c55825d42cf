"""Take a payment back that the bank returned: a bounced cheque, a debit that came back."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.payments.errors import (
    PaymentUnknown,
    PaymentWasRefunded,
    ReasonMissing,
    ReturnedBeforeReceived,
    ReturnOfTheFuture,
)
from openbill.payments.events import PaymentWasReturned
from openbill.payments.models import Payment
from openbill.payments.policies.payment_lifecycle import PAYMENT_LIFECYCLE
from openbill.primitives.money import Money
from openbill.receivables.commands.return_credit import return_credit
from openbill.receivables.errors import CreditWasRefunded
from openbill.receivables.models import OpenItem


@command(permission="payments.record", personal=("reason",), subject="payment_id")
def return_payment(*, payment_id: UUID, on: date, reason: str, context: Context) -> None:
    """Book that a payment was returned on a day: what it had settled is owed again from that day on.

    Discounts that it had earned are lost. Before the day the payment stands as it was, and the payment itself
    stays in the books with its counter-entry. Due dates are what they were, so the debts are as late as they are.
    Raises PaymentUnknown, NotPossibleInState, ReturnedBeforeReceived, ReturnOfTheFuture, PaymentWasRefunded,
    CreditWasCancelled and ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    payments = Payment.objects.filter(organization_id=context.organization_id, id=payment_id)
    payment = payments.select_for_update(no_key=True).first()
    if payment is None:
        raise PaymentUnknown(payment_id=payment_id)
    state = PAYMENT_LIFECYCLE.after(payment.state, "return")
    item = OpenItem.objects.get(organization_id=context.organization_id, id=payment.item_id)
    if on < payment.received_date:
        raise ReturnedBeforeReceived(number=item.document_number, received_date=payment.received_date, returned_date=on)
    today = read_latest_day(context=context)
    if on > today:
        raise ReturnOfTheFuture(number=item.document_number, returned_date=on, today=today)
    try:
        return_credit(payment.item_id, on=on, context=context)
    except CreditWasRefunded as refused:
        raise PaymentWasRefunded(amount=refused.facts["amount"], number=item.document_number) from refused
    payment.state, payment.returned_date, payment.return_reason = state, on, reason
    payment.save(update_fields=["state", "returned_date", "return_reason"])
    amount = Money(item.amount_minor, item.currency)
    publish(
        PaymentWasReturned(payment.id, item.id, payment.customer_id, amount.minor_units, amount.currency, on),
        context=context,
    )
