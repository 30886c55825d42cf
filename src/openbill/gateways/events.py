"""What happened about gateways."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class GatewayWasConnected:
    account_id: UUID
    legal_entity_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class GatewayWasDisconnected:
    account_id: UUID


@dataclass(frozen=True, slots=True)
class PaymentWasRequested:
    request_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PaymentRequestWasRevoked:
    request_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class AttemptSucceeded:
    """`is_surplus` where the request had been paid already: it is given back."""

    attempt_id: UUID
    request_id: UUID
    customer_id: UUID
    payment_id: UUID
    amount_minor: int
    currency: str
    is_surplus: bool


@dataclass(frozen=True, slots=True)
class AttemptFailed:
    """`decline` is one of DeclineReason; `was_present` where the payer was there and saw it."""

    attempt_id: UUID
    request_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str
    decline: str
    was_present: bool


@dataclass(frozen=True, slots=True)
class AttemptWasRefunded:
    attempt_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class AttemptWasDisputed:
    """The payer's bank took the money back: a chargeback, or a debit that came back."""

    attempt_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class RefundFailed:
    """The gateway could not give money back after all: it is the customer's again, unapplied."""

    refund_id: UUID
    attempt_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class RefundWasNotTaken:
    """The gateway refuses to give money back, and is asked once a day; `because` is what it says."""

    refund_id: UUID
    attempt_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str
    because: str


@dataclass(frozen=True, slots=True)
class RefundWasTaken:
    """A gateway that had refused to give money back does so now."""

    refund_id: UUID


@dataclass(frozen=True, slots=True)
class NoticeWasRefused:
    """A notice was read often enough, and is not understood; `told_as` is what the gateway calls its kind."""

    notice_id: UUID
    account_id: UUID
    told_as: str
    because: str


@dataclass(frozen=True, slots=True)
class NoticeWasTakenUp:
    """A person had a notice read again, or set it aside."""

    notice_id: UUID
    account_id: UUID


@dataclass(frozen=True, slots=True)
class MethodWasSwitched:
    """A saved method pays by itself from now on, or does not any more."""

    method_id: UUID
    customer_id: UUID
    pays_automatically: bool


@dataclass(frozen=True, slots=True)
class PayoutWasRecorded:
    payout_id: UUID
    account_id: UUID
    amount_minor: int
    currency: str
    arrival_date: date


@dataclass(frozen=True, slots=True)
class MethodWasSaved:
    method_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MethodExpires:
    """A saved method that pays by itself expires soon, or has expired; its customer is told."""

    method_id: UUID
    customer_id: UUID
    label: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class MethodWasRenewed:
    """The gateway tells a later last day of a saved card: the bank gave out a new one."""

    method_id: UUID
    customer_id: UUID
    expires_on: date


@dataclass(frozen=True, slots=True)
class MethodWasRemoved:
    method_id: UUID
    customer_id: UUID
