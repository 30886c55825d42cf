"""What payers write about their payments: remittance advices, the same for every format."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.primitives.money import Money


class RemittanceState(StrEnum):
    """What became of a remittance: it waits for its money, a bank line is linked to it, or it was withdrawn."""

    WAITING = "waiting"
    LINKED = "linked"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AdvisedLine:
    """What a payer says to pay on one document; `document_number` is blank where a part names none.

    `amount` is what is paid on it, negative for a credit that is taken off, and None where the payer does not say.
    `discount` and `deduction` are what was kept, positive; `reason` says why in words, `reason_code` as a code.
    """

    document_number: str = ""
    amount: Money | None = None
    discount: Money | None = None
    deduction: Money | None = None
    reason: str = ""
    reason_code: str = ""
    purchase_order: str = ""


@dataclass(frozen=True, slots=True)
class RemittanceAdvice:
    """What a payer writes about one payment, before or after it arrives.

    `place` says where in the file it stands, for people. `payer_number` is the payer's number with us, `reference` by
    what the payment is known: a trace, a cheque's number. `amount` is what arrives, None where it is not told; all
    amounts are in `currency`. What is not told is blank.
    """

    place: str
    currency: str
    payer_name: str = ""
    payer_number: str = ""
    payer_account: str = ""
    reference: str = ""
    amount: Money | None = None
    paid_date: date | None = None
    lines: tuple[AdvisedLine, ...] = ()
    warnings: tuple[str, ...] = ()
    """What is odd and does no harm, in a sentence each."""


@dataclass(frozen=True, slots=True)
class ImportedRemittance:
    """What came of an advice; `is_new` is false where it was there already."""

    remittance_id: UUID
    is_new: bool
    payer_name: str
    payer_number: str
    reference: str
    amount_minor: int | None
    currency: str
    documents: int
    warnings: tuple[str, ...]
