"""A file of collections for the creditor's bank: pain.008."""

from lxml import etree

from openbill.direct_debits.policies.sepa_account import OUTSIDE_THE_EEA
from openbill.direct_debits.policies.sepa_text import LONGEST_NAME, sepa_text
from openbill.direct_debits.types import Collection, CollectionFile, DebitVersion, Scheme
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

_BIC_NAMES = {DebitVersion.V08: "BICFI", DebitVersion.V02: "BIC"}
_INSTRUMENTS = {Scheme.CORE: "CORE", Scheme.B2B: "B2B"}
SAME_MANDATE_NEW_ACCOUNT = "SMNDA"
"""How the payer's bank is told that the mandate stays and the account is another one, at whatever bank."""


def write_pain008(file: CollectionFile, version: DebitVersion) -> bytes:
    """The file as UTF-8, valid against the schema of its version.

    Numbers were checked before; texts are written in the letters that every bank takes. The same values give the same
    bytes.
    """
    root, message = document(version.value, "CstmrDrctDbtInitn")
    amounts = [each.amount for each in file.collections]
    put_head(message, file.message_id, file.made_at, amounts, file.creditor.name)
    batch = put(message, "PmtInf")
    put(batch, "PmtInfId", file.payment_information_id)
    put(batch, "PmtMtd", "DD")
    put(batch, "BtchBookg", "true" if file.is_batch_booked else "false")
    put_sums(batch, amounts)
    kind = put(batch, "PmtTpInf")
    put_path(kind, "SvcLvl/Cd", "SEPA")
    put_path(kind, "LclInstrm/Cd", _INSTRUMENTS[file.scheme])
    put(kind, "SeqTp", file.sequence_type.value)
    put(batch, "ReqdColltnDt", file.collection_date.isoformat())
    put_party(batch, "Cdtr", file.creditor)
    put_account(batch, "CdtrAcct", file.creditor.iban)
    put_bank(batch, "CdtrAgt", file.creditor.bic, bic_name=_BIC_NAMES[version])
    put(batch, "ChrgBr", "SLEV")
    _put_creditor_identifier(put(batch, "CdtrSchmeId"), file.creditor_identifier)
    for collection in file.collections:
        _put_collection(batch, collection, version)
    return as_bytes(root)


def _put_collection(batch: etree._Element, collection: Collection, version: DebitVersion) -> None:
    debit = put(batch, "DrctDbtTxInf")
    put_path(debit, "PmtId/EndToEndId", collection.end_to_end_id)
    put_amount(debit, collection.amount)
    mandate = put(put(debit, "DrctDbtTx"), "MndtRltdInf")
    put(mandate, "MndtId", collection.mandate_reference)
    put(mandate, "DtOfSgntr", collection.signed_on.isoformat())
    if collection.amendment.is_told:
        _put_amendment(mandate, collection)
    debtor = collection.debtor
    put_bank(debit, "DbtrAgt", debtor.bic, bic_name=_BIC_NAMES[version])
    put_party(debit, "Dbtr", debtor, with_address=debtor.iban[:2] in OUTSIDE_THE_EEA)
    put_account(debit, "DbtrAcct", debtor.iban)
    put_text(debit, collection.text)


def _put_amendment(mandate: etree._Element, collection: Collection) -> None:
    before = collection.amendment
    put(mandate, "AmdmntInd", "true")
    details = put(mandate, "AmdmntInfDtls")
    if before.reference:
        put(details, "OrgnlMndtId", before.reference)
    if before.creditor_identifier or before.creditor_name:
        creditor = put(details, "OrgnlCdtrSchmeId")
        if before.creditor_name:
            put(creditor, "Nm", sepa_text(before.creditor_name, LONGEST_NAME))
        if before.creditor_identifier:
            _put_creditor_identifier(creditor, before.creditor_identifier)
    if before.has_other_account:
        put_path(details, "OrgnlDbtrAcct/Id/Othr/Id", SAME_MANDATE_NEW_ACCOUNT)


def _put_creditor_identifier(parent: etree._Element, identifier: str) -> None:
    other = put(put(put(parent, "Id"), "PrvtId"), "Othr")
    put(other, "Id", identifier)
    put_path(other, "SchmeNm/Prtry", "SEPA")
