"""Keep debits and their payments together, whoever takes a payment back."""

from datetime import date
from uuid import UUID

from openbill.direct_debits.commands.follow_decision import follow_decision
from openbill.direct_debits.commands.lock_batch import lock_debits
from openbill.direct_debits.errors import PaymentIsOfADebit
from openbill.direct_debits.events import DebitWasReturned
from openbill.direct_debits.models import Debit
from openbill.direct_debits.policies.debit_lifecycle import DEBIT_LIFECYCLE
from openbill.foundation.context import Context
from openbill.foundation.events import publish


def follow_returned_payment(payment_id: UUID, *, on: date, context: Context) -> None:
    """A person said that a payment came back: so did its debit, for a reason that nobody told, inside that command."""
    paid = Debit.objects.filter(organization_id=context.organization_id, payment_id=payment_id, state="settled")
    for debit in lock_debits(paid.values_list("id", flat=True), context=context):
        debit.state = DEBIT_LIFECYCLE.after(debit.state, "return")
        debit.ended_on = on
        decision = follow_decision(debit, context=context)
        debit.save(update_fields=["state", "ended_on", "decision", "retry_date"])
        publish(
            DebitWasReturned(
                debit.id, debit.customer_id, payment_id, debit.amount_minor, "EUR", on, debit.reason, decision.value
            ),
            context=context,
        )


def refuse_withdrawing_debit(payment_id: UUID, *, context: Context) -> None:
    """The payment of a debit cannot be withdrawn as a mistake: the bank told of it. Raises PaymentIsOfADebit."""
    for debit in Debit.objects.filter(organization_id=context.organization_id, payment_id=payment_id):
        raise PaymentIsOfADebit(debit=debit.end_to_end_id)
