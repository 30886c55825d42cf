"""Take note that the bank did not collect debits."""

from collections.abc import Sequence
from datetime import date

from openbill.direct_debits.commands.announce_debits import announce_batch
from openbill.direct_debits.commands.close_batch import close_batches
from openbill.direct_debits.commands.follow_decision import follow_decision
from openbill.direct_debits.commands.lock_batch import lock_debits
from openbill.direct_debits.events import DebitWasRejected
from openbill.direct_debits.models import Debit, DebitBatch, MandateAmendment
from openbill.direct_debits.policies.debit_lifecycle import DEBIT_LIFECYCLE
from openbill.direct_debits.types import RejectedDebit
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish


@command(permission="direct_debits.settle", summarised=("rejected",))
def reject_debits(*, rejected: Sequence[RejectedDebit], on: date, context: Context) -> int:
    """Reject submitted debits, each for the bank's code and words, and count them.

    Their items are free again, what follows is decided by the code, and the bank line of the batch is awaited without
    them. Raises DebitUnknown and NotPossibleInState.
    """
    reasons = {each.debit_id: each for each in rejected}
    debits = lock_debits(reasons, context=context)
    for debit in debits:
        told = reasons[debit.id]
        debit.state = DEBIT_LIFECYCLE.after(debit.state, "reject")
        debit.ended_on, debit.reason, debit.reason_text = on, told.reason, told.text
        follow_decision(debit, context=context)
        debit.save(update_fields=["state", "ended_on", "reason", "reason_text", "decision", "retry_date"])
        publish(
            DebitWasRejected(debit.id, debit.customer_id, debit.amount_minor, "EUR", on, told.reason, debit.decision),
            context=context,
        )
    _forget_what_was_told(debits, context)
    batch_ids = {debit.batch_id for debit in debits}
    for batch in DebitBatch.objects.filter(organization_id=context.organization_id, id__in=batch_ids).order_by("id"):
        announce_batch(batch, context=context)
    close_batches(batch_ids, context=context)
    return len(debits)


def _forget_what_was_told(debits: list[Debit], context: Context) -> None:
    """A bank that took no debit knows nothing of what it amended."""
    told = MandateAmendment.objects.filter(
        organization_id=context.organization_id, told_by_id__in=[debit.id for debit in debits]
    )
    told.update(told_by_id=None)
