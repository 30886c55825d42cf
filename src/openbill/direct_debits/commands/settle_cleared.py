"""Take the bank's word: a line was the money of debits, or a refund that went out."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.direct_debits.commands.settle_debits import settle_debits
from openbill.direct_debits.commands.settle_transfers import settle_transfers
from openbill.direct_debits.errors import DebitsWerePaidWithLine
from openbill.direct_debits.models import Debit, RefundTransfer
from openbill.direct_debits.types import SourceKind
from openbill.foundation.context import Context

REFUND = "refund"
"""What cash application calls a refund that goes out; its identifier is that of the refund's item."""

_Sources = Sequence[tuple[str, UUID]]


def settle_cleared(sources: _Sources, *, on: date, context: Context) -> None:
    """Settle the submitted debits and transfers that a cleared line was of, inside the command that clears it.

    So the books never hold a line without its payments, nor the payments without their line.
    """
    if debit_ids := _debits(sources, "submitted", context):
        settle_debits(debit_ids=debit_ids, on=on, context=context)
    refund_items = [source_id for kind, source_id in sources if kind == REFUND]
    transfers = RefundTransfer.objects.filter(
        organization_id=context.organization_id, request__refund_item_id__in=refund_items, state="submitted"
    )
    if transfer_ids := list(transfers.order_by("id").values_list("id", flat=True)):
        settle_transfers(transfer_ids=transfer_ids, on=on, context=context)


def refuse_undoing(sources: _Sources, *, context: Context) -> None:
    """Refuse that a line is undone with which debits were paid. Raises DebitsWerePaidWithLine."""
    paid = [*_debits(sources, "settled", context), *_debits(sources, "returned", context)]
    if paid:
        raise DebitsWerePaidWithLine(debits=len(paid))


def _debits(sources: _Sources, state: str, context: Context) -> list[UUID]:
    """The debits of batches and single ones among the sources that are in a state."""
    batch_ids = [source_id for kind, source_id in sources if kind == SourceKind.DEBIT_BATCH]
    debit_ids = [source_id for kind, source_id in sources if kind == SourceKind.DEBIT]
    debits = Debit.objects.filter(organization_id=context.organization_id, state=state)
    found = debits.filter(batch_id__in=batch_ids) | debits.filter(id__in=debit_ids)
    return list(found.order_by("id").values_list("id", flat=True))
