"""A file of transfers for the own bank: pain.001."""

from lxml import etree

from openbill.direct_debits.types import Transfer, TransferFile, TransferVersion
from openbill.direct_debits.writing.elements import (
    as_bytes,
    document,
    put,
    put_account,
    put_amount,
    put_bank,
    put_head,
    put_party,
    put_path,
    put_sums,
    put_text,
)

_BIC_NAMES = {TransferVersion.V09: "BICFI", TransferVersion.V03: "BIC"}


def write_pain001(file: TransferFile, version: TransferVersion) -> bytes:
    """The file as UTF-8, valid against the schema of its version; the same values give the same bytes."""
    root, message = document(version.value, "CstmrCdtTrfInitn")
    amounts = [each.amount for each in file.transfers]
    put_head(message, file.message_id, file.made_at, amounts, file.payer.name)
    batch = put(message, "PmtInf")
    put(batch, "PmtInfId", file.payment_information_id)
    put(batch, "PmtMtd", "TRF")
    put(batch, "BtchBookg", "false")
    put_sums(batch, amounts)
    put_path(put(batch, "PmtTpInf"), "SvcLvl/Cd", "SEPA")
    day = put(batch, "ReqdExctnDt")
    if version is TransferVersion.V09:
        day = put(day, "Dt")
    day.text = file.execution_date.isoformat()
    put_party(batch, "Dbtr", file.payer)
    put_account(batch, "DbtrAcct", file.payer.iban)
    put_bank(batch, "DbtrAgt", file.payer.bic, bic_name=_BIC_NAMES[version])
    put(batch, "ChrgBr", "SLEV")
    for transfer in file.transfers:
        _put_transfer(batch, transfer, version)
    return as_bytes(root)


def _put_transfer(batch: etree._Element, transfer: Transfer, version: TransferVersion) -> None:
    element = put(batch, "CdtTrfTxInf")
    put_path(element, "PmtId/EndToEndId", transfer.end_to_end_id)
    put_amount(put(element, "Amt"), transfer.amount)
    if transfer.receiver.bic:
        # Unlike a debtor's bank it may be left out: the IBAN tells it.
        put_bank(element, "CdtrAgt", transfer.receiver.bic, bic_name=_BIC_NAMES[version])
    put_party(element, "Cdtr", transfer.receiver)
    put_account(element, "CdtrAcct", transfer.receiver.iban)
    put_text(element, transfer.text)
