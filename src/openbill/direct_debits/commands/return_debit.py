"""Take a debit back that was paid and came back."""

from datetime import date
from uuid import UUID

from openbill.direct_debits.commands.follow_decision import follow_decision
from openbill.direct_debits.commands.lock_batch import lock_debits
from openbill.direct_debits.errors import ReturnAfterTheWindow, ReturnBeforeSettlement
from openbill.direct_debits.events import DebitWasReturned
from openbill.direct_debits.models import Debit
from openbill.direct_debits.policies.debit_lifecycle import DEBIT_LIFECYCLE
from openbill.direct_debits.policies.recall_window import UNAUTHORISED, recall_window
from openbill.direct_debits.policies.return_decision import return_decision
from openbill.direct_debits.types import DebitReturned, Scheme
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.payments.commands.return_payment import return_payment


@command(permission="direct_debits.settle", personal=("text",), subject="debit_id")
def return_debit(*, debit_id: UUID, on: date, reason: str = "", text: str = "", context: Context) -> DebitReturned:
    """Return a debit for the bank's code: its items are owed again from the day on, as late as they are.

    In the books the money is among what the bank told of until the line of the return is cleared; the fee is booked
    with that. Raises DebitUnknown, NotPossibleInState, ReturnBeforeSettlement, ReturnAfterTheWindow, and what
    `return_payment` refuses.
    """
    (debit,) = lock_debits([debit_id], context=context)
    debit.state = DEBIT_LIFECYCLE.after(debit.state, "return")
    _refuse_wrong_day(debit, on, reason)
    assert debit.payment_id is not None, "It was settled."
    meaning = return_decision(reason).meaning
    return_payment(payment_id=debit.payment_id, on=on, reason=f"{reason} {meaning}".strip(), context=context)
    debit.ended_on, debit.reason, debit.reason_text = on, reason, text
    decision = follow_decision(debit, context=context)
    debit.save(update_fields=["state", "ended_on", "reason", "reason_text", "decision", "retry_date"])
    publish(
        DebitWasReturned(
            debit.id, debit.customer_id, debit.payment_id, debit.amount_minor, "EUR", on, reason,
            decision.value,
        ),
        context=context,
    )  # fmt: skip
    return DebitReturned(debit.id, decision, debit.retry_date)


def _refuse_wrong_day(debit: Debit, on: date, reason: str) -> None:
    assert debit.settled_on is not None, "It was settled."
    if on < debit.settled_on:
        raise ReturnBeforeSettlement(debit=debit.end_to_end_id, on=on, settled_on=debit.settled_on)
    window = recall_window(Scheme(debit.batch.scheme), debit.settled_on)
    if not window.accepts(on, reason):
        last_day = window.contest_arrives_until if reason == UNAUTHORISED else window.refund_arrives_until
        raise ReturnAfterTheWindow(
            debit=debit.end_to_end_id, settled_on=debit.settled_on, on=on, code=reason or "no reason", last_day=last_day
        )
