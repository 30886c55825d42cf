"""Withdraw a payment that never came in: a wrong amount, the wrong customer, entered twice."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.payments.commands.replace_clearings import clear_again
from openbill.payments.commands.take_back import TakenBack, take_back
from openbill.payments.events import PaymentWasWithdrawn
from openbill.payments.policies.spread_payments import Cleared
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem
from openbill.receivables.queries.replaced_clearings import replaced_clearings


@command(permission="payments.record", personal=("reason",), subject="payment_id")
def withdraw_payment(*, payment_id: UUID, reason: str, context: Context) -> None:
    """Take a payment back that was recorded by mistake, from the day of its receipt on: as if it had never been.

    What it had settled was never paid, and discounts that it had earned are lost; but where another system had said
    that a debt was settled before the payment took the place of that, it is settled so again. Where the month is
    closed, the books are corrected on the first open day. Nobody calls the customer about it, as with a payment that a
    bank returned. Raises PaymentUnknown, NotPossibleInState, PaymentWasRefunded, CreditWasCancelled and ReasonMissing.
    """
    taken = take_back(
        payment_id, "withdraw", reason, day_of=lambda payment, _number: payment.received_date, context=context
    )
    _clear_as_before(taken, context)
    publish(
        PaymentWasWithdrawn(
            taken.payment_id, taken.item_id, taken.customer_id, taken.amount.minor_units, taken.amount.currency
        ),
        context=context,
    )


def _clear_as_before(taken: TakenBack, context: Context) -> None:
    """Give the other system's clearings their place again: as much of each debt as this payment had settled of it."""
    debts = OpenItem.objects.filter(organization_id=context.organization_id, id__in=taken.settled)
    left = {debt.id: min(debt.open_minor, taken.settled[debt.id]) for debt in debts}
    again = []
    for clearing in replaced_clearings(left, command_id=taken.recorded_by):
        minor = min(clearing.amount_minor, left[clearing.debit_item_id])
        left[clearing.debit_item_id] -= minor
        if minor:
            again.append((clearing.debit_item_id, Cleared(clearing.on, Money(minor, clearing.currency))))
    clear_again(again, context=context)
