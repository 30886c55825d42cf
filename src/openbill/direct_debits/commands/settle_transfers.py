"""Take note of what the bank says of transfers: sent, or refused."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from openbill.direct_debits.events import TransferWasRejected, TransferWasSettled
from openbill.direct_debits.models import RefundAccount, RefundBatch, RefundTransfer
from openbill.direct_debits.policies.answers_of_report import AnswerToPayment
from openbill.direct_debits.policies.debit_lifecycle import TRANSFER_LIFECYCLE
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.locks import lock_rows


@command(permission="direct_debits.settle", summarised=("transfer_ids",))
def settle_transfers(*, transfer_ids: Sequence[UUID], on: date, context: Context) -> int:
    """Note that the bank sent transfers on a day, and count them; those that it refused or sent before are left."""
    transfers = _submitted(transfer_ids, context)
    for transfer in transfers:
        transfer.state, transfer.ended_on = TRANSFER_LIFECYCLE.after(transfer.state, "settle"), on
        transfer.save(update_fields=["state", "ended_on"])
        publish(TransferWasSettled(transfer.id, transfer.request_id, _customer(transfer)), context=context)
    return len(transfers)


def reject_transfers(batch: RefundBatch, rejected: Mapping[str, AnswerToPayment], *, context: Context) -> None:
    """Note what a bank did not send of a batch, by end-to-end id, inside the running command; it may be sent anew."""
    named = RefundTransfer.objects.filter(
        organization_id=context.organization_id, batch_id=batch.id, end_to_end_id__in=list(rejected)
    )
    transfers = _submitted(named.values_list("id", flat=True), context)
    for transfer in transfers:
        answer = rejected[transfer.end_to_end_id]
        transfer.state, transfer.ended_on = TRANSFER_LIFECYCLE.after(transfer.state, "reject"), context.today()
        transfer.reason, transfer.reason_text = answer.reason, answer.text
        transfer.save(update_fields=["state", "ended_on", "reason", "reason_text"])
        publish(
            TransferWasRejected(transfer.id, transfer.request_id, _customer(transfer), transfer.reason),
            context=context,
        )


def _submitted(transfer_ids: Iterable[UUID], context: Context) -> list[RefundTransfer]:
    locked = lock_rows(RefundTransfer, transfer_ids)
    rows = RefundTransfer.objects.filter(organization_id=context.organization_id, id__in=locked)
    return list(rows.filter(state=TRANSFER_LIFECYCLE.initial).order_by("id"))


def _customer(transfer: RefundTransfer) -> UUID:
    accounts = RefundAccount.objects.filter(organization_id=transfer.organization_id, id=transfer.account_id)
    return accounts.values_list("customer_id", flat=True).get()
