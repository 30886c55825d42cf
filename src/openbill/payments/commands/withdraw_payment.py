"""Withdraw a payment that never came in: a wrong amount, the wrong customer, entered twice."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.payments.commands.take_back import take_back
from openbill.payments.events import PaymentWasWithdrawn


@command(permission="payments.record", personal=("reason",), subject="payment_id")
def withdraw_payment(*, payment_id: UUID, reason: str, context: Context) -> None:
    """Take a payment back that was recorded by mistake, from the day of its receipt on: as if it had never been.

    What it had settled was never paid, and discounts that it had earned are lost. Where the month is closed, the books
    are corrected on the first open day. Nobody calls the customer about it, as with a payment that a bank returned.
    Raises PaymentUnknown, NotPossibleInState, PaymentWasRefunded, CreditWasCancelled and ReasonMissing.
    """
    taken = take_back(
        payment_id, "withdraw", reason, day_of=lambda payment, _number: payment.received_date, context=context
    )
    publish(
        PaymentWasWithdrawn(
            taken.payment_id, taken.item_id, taken.customer_id, taken.amount.minor_units, taken.amount.currency
        ),
        context=context,
    )
