"""Close batches of which the bank has said everything."""

from collections.abc import Iterable
from uuid import UUID

from openbill.direct_debits.commands.lock_batch import debits_of_batch, lock_batch
from openbill.direct_debits.models import Debit
from openbill.direct_debits.policies.debit_lifecycle import BATCH_LIFECYCLE
from openbill.foundation.context import Context


def close_batches(batch_ids: Iterable[UUID], *, context: Context) -> None:
    """Settle submitted batches without a debit under way, inside the running command; rejected where none was taken."""
    for batch_id in sorted(set(batch_ids)):
        batch = lock_batch(batch_id, context=context)
        if batch.state != "submitted" or debits_of_batch(batch, "submitted"):
            continue
        paid = Debit.objects.filter(organization_id=context.organization_id, batch_id=batch_id)
        act = "settle" if paid.filter(state__in=["settled", "returned"]).exists() else "reject"
        batch.state = BATCH_LIFECYCLE.after(batch.state, act)
        batch.save(update_fields=["state"])
