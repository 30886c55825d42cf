"""Take a payment back that the bank returned: a bounced cheque, a debit that came back."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_latest_day import read_latest_day
from openbill.payments.commands.take_back import take_back
from openbill.payments.errors import ReturnedBeforeReceived, ReturnOfTheFuture
from openbill.payments.events import PaymentWasReturned
from openbill.payments.models import Payment


@command(permission="payments.record", personal=("reason",), subject="payment_id")
def return_payment(*, payment_id: UUID, on: date, reason: str, context: Context) -> None:
    """Book that a payment was returned on a day: what it had settled is owed again from that day on.

    Discounts that it had earned are lost. Before the day the payment stands as it was, and the payment itself
    stays in the books with its counter-entry. Due dates are what they were, so the debts are as late as they are.
    Raises PaymentUnknown, NotPossibleInState, ReturnedBeforeReceived, ReturnOfTheFuture, PaymentWasRefunded,
    CreditWasCancelled and ReasonMissing.
    """

    def day_of(payment: Payment, number: str) -> date:
        if on < payment.received_date:
            raise ReturnedBeforeReceived(number=number, received_date=payment.received_date, returned_date=on)
        today = read_latest_day(context=context)
        if on > today:
            raise ReturnOfTheFuture(number=number, returned_date=on, today=today)
        return on

    taken = take_back(payment_id, "return", reason, day_of=day_of, context=context)
    publish(
        PaymentWasReturned(
            taken.payment_id, taken.item_id, taken.customer_id, taken.amount.minor_units, taken.amount.currency, on
        ),
        context=context,
    )
