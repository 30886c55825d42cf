"""What happened in payments."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PaymentWasRecorded:
    payment_id: UUID
    item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str
    received_date: date


@dataclass(frozen=True, slots=True)
class PaymentWasReturned:
    """A cheque bounced, or a debit came back: what the payment had settled is owed again."""

    payment_id: UUID
    item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str
    returned_date: date


@dataclass(frozen=True, slots=True)
class PaymentWasWithdrawn:
    """It had been recorded by mistake: what it had settled was never paid."""

    payment_id: UUID
    item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class RefundWasRequested:
    request_id: UUID
    item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class RefundWasApproved:
    request_id: UUID
    item_id: UUID
    refund_item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class RefundWasDeclined:
    request_id: UUID
    item_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class TaxWasWithheld:
    """A payer kept tax of a debt: `item_id` is the credit over it, and its certificate is to come."""

    withheld_id: UUID
    item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class TaxCertificateWasKept:
    certificate_id: UUID
    customer_id: UUID
    number: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class TaxCertificateWasWithdrawn:
    """It had been kept wrongly: what it certified is awaited again."""

    certificate_id: UUID
    customer_id: UUID
    number: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class WithholdingWasRefused:
    """What a payer had withheld is owed again."""

    withheld_id: UUID
    item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str
