"""Take prepared debits back before they go to the bank."""

from collections.abc import Sequence
from uuid import UUID

from openbill.direct_debits.commands.lock_batch import debits_of_batch, lock_batch, lock_debits
from openbill.direct_debits.events import DebitWasCancelled
from openbill.direct_debits.models import Debit
from openbill.direct_debits.policies.debit_lifecycle import BATCH_LIFECYCLE, DEBIT_LIFECYCLE
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish


@command(permission="direct_debits.manage")
def cancel_debit(*, debit_id: UUID, context: Context) -> None:
    """Take one prepared debit back: what it would have collected may be prepared anew, or be paid otherwise.

    With the last of a batch the batch is cancelled too. Raises DebitUnknown and NotPossibleInState.
    """
    (debit,) = lock_debits([debit_id], context=context)
    _cancel([debit], context)
    batch = debit.batch
    if batch.state == BATCH_LIFECYCLE.initial and not debits_of_batch(batch, DEBIT_LIFECYCLE.initial):
        batch.state = BATCH_LIFECYCLE.after(batch.state, "cancel")
        batch.save(update_fields=["state"])


@command(permission="direct_debits.manage")
def cancel_batch(*, batch_id: UUID, context: Context) -> int:
    """Take a prepared batch back; how many debits it had. Raises DebitBatchUnknown and NotPossibleInState."""
    batch = lock_batch(batch_id, context=context)
    batch.state = BATCH_LIFECYCLE.after(batch.state, "cancel")
    debits = debits_of_batch(batch, DEBIT_LIFECYCLE.initial)
    _cancel(debits, context)
    batch.save(update_fields=["state"])
    return len(debits)


def _cancel(debits: Sequence[Debit], context: Context) -> None:
    for debit in debits:
        debit.state = DEBIT_LIFECYCLE.after(debit.state, "cancel")
        publish(DebitWasCancelled(debit.id, debit.customer_id), context=context)
    Debit.objects.bulk_update(debits, ["state"], batch_size=1_000)
