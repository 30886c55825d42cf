"""Make a file for the bank of refunds that were approved."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.direct_debits.commands.read_collecting_account import read_collecting_account
from openbill.direct_debits.errors import NothingToTransfer, RefundAccountMissing, RefundNotInEuros
from openbill.direct_debits.events import RefundsWereSent
from openbill.direct_debits.models import RefundBatch, RefundTransfer
from openbill.direct_debits.policies import bank_identifiers
from openbill.direct_debits.policies.target_days import next_target_day
from openbill.direct_debits.queries.refunds_to_send import RefundToSend, refunds_to_send
from openbill.direct_debits.types import (
    AccountHolder,
    RefundFileMade,
    Transfer,
    TransferFile,
    TransferVersion,
)
from openbill.direct_debits.writing.pain001 import write_pain001
from openbill.documents.commands.keep_files import NewFile, keep_files
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.locks import lock_rows
from openbill.foundation.numbering import take_number
from openbill.organizations.commands.read_legal_entity import read_legal_entity
from openbill.organizations.models import LegalEntity
from openbill.organizations.queries.legal_entities import default_legal_entity_id
from openbill.payments.models import RefundRequest
from openbill.primitives.money import Money

SERIES = "RF"
MEDIA_TYPE = "application/xml"


@command(permission="direct_debits.submit")
def prepare_refund_file(
    *,
    bank_account_id: UUID,
    legal_entity_id: UUID | None = None,
    request_ids: Sequence[UUID] | None = None,
    execution_date: date | None = None,
    version: TransferVersion = TransferVersion.V09,
    context: Context,
) -> RefundFileMade:
    """Make the pain.001 of approved refunds, and keep it; all of them or these.

    Each goes to the account that one person entered and another one approved, and is known by its number in the line
    of the bank with which it goes. Without a day it is the next one of TARGET. Raises LegalEntityUnknown,
    AccountCannotCollect, NothingToTransfer, RefundAccountMissing and RefundNotInEuros, which name the refund.
    """
    entity = read_legal_entity(legal_entity_id or default_legal_entity_id(context.organization_id), context=context)
    account = read_collecting_account(bank_account_id, entity.id, context=context)
    lock_rows(RefundRequest, [refund.request_id for refund in refunds_to_send(entity.id, request_ids)])
    refunds = refunds_to_send(entity.id, request_ids)
    if not refunds:
        raise NothingToTransfer
    _check(refunds)
    # Numbers of all companies come from one series: banks know what comes back by them alone.
    number = take_number(
        legal_entity_id=default_legal_entity_id(context.organization_id), series=SERIES, context=context
    )
    day = next_target_day(max(execution_date or context.today(), context.today(entity.time_zone)))
    transfers = [
        Transfer(
            end_to_end_id=bank_identifiers.end_to_end_id(number, position),
            amount=Money(refund.amount_minor, refund.currency),
            receiver=AccountHolder(refund.holder, refund.iban, refund.bic),
            text=f"{entity.name} {refund.number}",
        )
        for position, refund in enumerate(refunds, start=1)
    ]
    file = TransferFile(
        message_id=bank_identifiers.message_id(number),
        made_at=context.at,
        payment_information_id=bank_identifiers.batch_id(number),
        execution_date=day,
        payer=AccountHolder(entity.name, account.iban, account.bic),
        transfers=tuple(transfers),
    )
    file_name = f"{number}.xml"
    (file_id,) = keep_files([NewFile(file_name, MEDIA_TYPE, write_pain001(file, version))], context=context)
    batch = _write(file, number, refunds, entity, account.id, file_id, context)
    total = Money.total((transfer.amount for transfer in transfers), "EUR")
    publish(RefundsWereSent(batch.id, number, len(transfers), total.minor_units, total.currency), context=context)
    return RefundFileMade(batch.id, number, file_id, file_name, len(transfers), total)


def _check(refunds: Sequence[RefundToSend]) -> None:
    for refund in refunds:
        if refund.currency != "EUR":
            raise RefundNotInEuros(number=refund.number, currency=refund.currency)
        if refund.account_id is None:
            raise RefundAccountMissing(number=refund.number, customer=refund.customer_name)


def _write(
    file: TransferFile,
    number: str,
    refunds: Sequence[RefundToSend],
    entity: LegalEntity,
    bank_account_id: UUID,
    file_id: UUID,
    context: Context,
) -> RefundBatch:
    batch = RefundBatch(
        organization_id=context.organization_id,
        legal_entity_id=entity.id,
        bank_account_id=bank_account_id,
        number=number,
        message_id=file.message_id,
        execution_date=file.execution_date,
        made_at=context.at,
        file_id=file_id,
        command_id=context.running_command_id,
    )
    batch.save(force_insert=True)
    RefundTransfer.objects.bulk_create(
        [
            RefundTransfer(
                organization_id=context.organization_id,
                batch_id=batch.id,
                request_id=refund.request_id,
                account_id=_account(refund),
                end_to_end_id=transfer.end_to_end_id,
                amount_minor=refund.amount_minor,
                command_id=context.running_command_id,
            )
            for refund, transfer in zip(refunds, file.transfers, strict=True)
        ],
        batch_size=1_000,
    )
    return batch


def _account(refund: RefundToSend) -> UUID:
    assert refund.account_id is not None, "It was looked at before."
    return refund.account_id
