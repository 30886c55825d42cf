"""The tables of direct debits and transfers."""

from openbill.direct_debits.models.creditor import Creditor
from openbill.direct_debits.models.debit import Debit, DebitItem, PreNotification
from openbill.direct_debits.models.debit_batch import DebitBatch
from openbill.direct_debits.models.mandate import Mandate, MandateAmendment
from openbill.direct_debits.models.mandate_link import MandateConsent, MandateLink
from openbill.direct_debits.models.refund_account import RefundAccount
from openbill.direct_debits.models.refund_batch import RefundBatch, RefundTransfer

__all__ = [
    "Creditor",
    "Debit",
    "DebitBatch",
    "DebitItem",
    "Mandate",
    "MandateAmendment",
    "MandateConsent",
    "MandateLink",
    "PreNotification",
    "RefundAccount",
    "RefundBatch",
    "RefundTransfer",
]
