"""Find the batch or the debits that an act is about."""

from collections.abc import Iterable
from uuid import UUID

from openbill.direct_debits.errors import DebitBatchUnknown, DebitUnknown
from openbill.direct_debits.models import Debit, DebitBatch
from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows


def lock_batch(batch_id: UUID, *, context: Context) -> DebitBatch:
    """Lock one batch and read it as it is then. Raises DebitBatchUnknown."""
    if not lock_rows(DebitBatch, [batch_id]):
        raise DebitBatchUnknown(batch_id=batch_id)
    return DebitBatch.objects.get(organization_id=context.organization_id, id=batch_id)


def debits_of_batch(batch: DebitBatch, state: str) -> list[Debit]:
    """The debits of a locked batch that are in a state, in the order of their names."""
    debits = Debit.objects.filter(organization_id=batch.organization_id, batch_id=batch.id, state=state)
    return list(debits.order_by("end_to_end_id"))


def lock_debits(debit_ids: Iterable[UUID], *, context: Context) -> list[Debit]:
    """Lock debits, their batches first, and read them as they are then, in key order. Raises DebitUnknown."""
    wanted = set(debit_ids)
    debits = Debit.objects.filter(organization_id=context.organization_id, id__in=wanted)
    lock_rows(DebitBatch, debits.values_list("batch_id", flat=True))
    for missing in sorted(wanted - set(lock_rows(Debit, wanted))):
        raise DebitUnknown(debit_id=missing)
    return list(debits.all().select_related("batch", "mandate").order_by("id"))
