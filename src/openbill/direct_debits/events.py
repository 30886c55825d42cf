"""What happened in direct debits and transfers."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CreditorWasSet:
    """As whom, and on which account, a legal entity collects."""

    legal_entity_id: UUID
    bank_account_id: UUID


@dataclass(frozen=True, slots=True)
class MandateWasAdded:
    mandate_id: UUID
    customer_id: UUID
    reference: str
    state: str


@dataclass(frozen=True, slots=True)
class MandateWasSigned:
    mandate_id: UUID
    customer_id: UUID
    signed_on: date


@dataclass(frozen=True, slots=True)
class MandateWasAmended:
    mandate_id: UUID
    customer_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MandateWasSuspended:
    """Nothing is collected under it until it is resumed or amended; `decision` is what is to be done."""

    mandate_id: UUID
    customer_id: UUID
    decision: str


@dataclass(frozen=True, slots=True)
class MandateWasResumed:
    mandate_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MandateWasCancelled:
    mandate_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MandateLapsed:
    """It was not used for 36 months, or its only or last debit was paid."""

    mandate_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MandateLinkWasMade:
    """A payer may sign a mandate by a link; those before are good no more."""

    mandate_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MandateLinkWasRevoked:
    mandate_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class DebitsWerePrepared:
    batch_id: UUID
    number: str
    debits: int
    amount_minor: int
    currency: str
    collection_date: date


@dataclass(frozen=True, slots=True)
class PayersWereTold:
    """The payers of a batch know of its collection."""

    batch_id: UUID
    number: str
    debits: int
    told_on: date


@dataclass(frozen=True, slots=True)
class DebitsWereSubmitted:
    """The file of a batch was made."""

    batch_id: UUID
    number: str
    debits: int
    amount_minor: int
    currency: str
    collection_date: date


@dataclass(frozen=True, slots=True)
class DebitWasCancelled:
    debit_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class DebitWasSettled:
    """The bank told that it was paid; provisionally until a day."""

    debit_id: UUID
    customer_id: UUID
    payment_id: UUID
    amount_minor: int
    currency: str
    refundable_until: date


@dataclass(frozen=True, slots=True)
class DebitWasRejected:
    """The bank did not collect it; `reason` is its code, `decision` what follows."""

    debit_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str
    rejected_date: date
    reason: str
    decision: str


@dataclass(frozen=True, slots=True)
class DebitWasReturned:
    """It was paid and came back; `reason` is the bank's code, `decision` what follows."""

    debit_id: UUID
    customer_id: UUID
    payment_id: UUID
    amount_minor: int
    currency: str
    returned_date: date
    reason: str
    decision: str


@dataclass(frozen=True, slots=True)
class RefundAccountWasRequested:
    refund_account_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class RefundAccountWasApproved:
    refund_account_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class RefundAccountWasDeclined:
    refund_account_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class RefundsWereSent:
    """The file of a batch of transfers was made."""

    batch_id: UUID
    number: str
    transfers: int
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class TransferWasSettled:
    transfer_id: UUID
    request_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class TransferWasRejected:
    """The bank did not send it: the refund may be sent again."""

    transfer_id: UUID
    request_id: UUID
    customer_id: UUID
    reason: str
