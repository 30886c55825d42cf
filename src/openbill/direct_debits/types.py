"""The values that decisions about direct debits and transfers are made on."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from openbill.primitives.money import Money


class Scheme(StrEnum):
    """The two schemes of SEPA direct debit: for everybody, with a right to the money back; or among businesses."""

    CORE = "core"
    B2B = "b2b"


class MandateUse(StrEnum):
    """Whether a mandate is for many collections or for one."""

    RECURRENT = "recurrent"
    ONE_OFF = "one_off"


class SignedHow(StrEnum):
    PAPER = "paper"
    ELECTRONIC = "electronic"


class SequenceType(StrEnum):
    """Which collection under a mandate it is, as ISO 20022 codes it."""

    FIRST = "FRST"
    RECURRENT = "RCUR"
    FINAL = "FNAL"
    ONE_OFF = "OOFF"


class Decision(StrEnum):
    """What is to be done after a debit that came back.

    RETRY: collect it again, later. NEW_ACCOUNT: ask for another account, by an amendment of the mandate. NEW_MANDATE:
    have a new mandate signed. CONTACT: a person speaks with the payer. STOP: collect nothing more until somebody has
    looked at it.
    """

    RETRY = "retry"
    NEW_ACCOUNT = "new_account"
    NEW_MANDATE = "new_mandate"
    CONTACT = "contact"
    STOP = "stop"


class Answer(StrEnum):
    """What a bank says of a payment that it was sent: not yet decided, taken, taken in parts, or refused."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


class DebitVersion(StrEnum):
    """The versions of the collection message that are written."""

    V08 = "pain.008.001.08"
    V02 = "pain.008.001.02"


class TransferVersion(StrEnum):
    """The versions of the transfer message that are written."""

    V09 = "pain.001.001.09"
    V03 = "pain.001.001.03"


class SourceKind(StrEnum):
    """What a bank line may be of, as expectations at the bank name it."""

    DEBIT_BATCH = "debit_batch"
    DEBIT = "debit"


class NoticeChannel(StrEnum):
    """How a payer is told of a collection: by a message of ours, or on the invoice itself."""

    MESSAGE = "message"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where somebody lives, in the parts that banks ask for since November 2026; `country` is an ISO 3166 code."""

    street: str = ""
    postal_code: str = ""
    town: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class AccountHolder:
    """Whose account it is; a blank BIC leaves the bank to be found by the IBAN."""

    name: str
    iban: str
    bic: str = ""
    address: PostalAddress = PostalAddress()


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a mandate was before it was changed, as far as the payer's bank is to be told; blank where it was the same.

    `has_other_account` says that the payer's account is another one now.
    """

    reference: str = ""
    creditor_identifier: str = ""
    creditor_name: str = ""
    has_other_account: bool = False

    @property
    def is_told(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.reference or self.creditor_identifier or self.creditor_name or self.has_other_account)


@dataclass(frozen=True, slots=True)
class Collection:
    """One debit of a file: how much is fetched from whom, and under which mandate."""

    end_to_end_id: str
    amount: Money
    mandate_reference: str
    signed_on: date
    debtor: AccountHolder
    text: str
    amendment: Amendment = Amendment()


@dataclass(frozen=True, slots=True)
class CollectionFile:
    """A file with the debits of one creditor, scheme, kind of sequence and day."""

    message_id: str
    made_at: datetime
    payment_information_id: str
    scheme: Scheme
    sequence_type: SequenceType
    collection_date: date
    creditor: AccountHolder
    creditor_identifier: str
    is_batch_booked: bool
    collections: tuple[Collection, ...]


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer of a file: how much goes to whom."""

    end_to_end_id: str
    amount: Money
    receiver: AccountHolder
    text: str


@dataclass(frozen=True, slots=True)
class TransferFile:
    """A file with transfers from one account on one day; the bank books each as a line of its own."""

    message_id: str
    made_at: datetime
    payment_information_id: str
    execution_date: date
    payer: AccountHolder
    transfers: tuple[Transfer, ...]


@dataclass(frozen=True, slots=True)
class PaymentStatus:
    """What a bank says of one payment of a file; `reason` is a code of ISO 20022, or blank."""

    end_to_end_id: str
    answer: Answer
    reason: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """What a bank says of one batch of a file, and of those of its payments that it names."""

    payment_information_id: str
    answer: Answer | None
    reason: str = ""
    text: str = ""
    payments: tuple[PaymentStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What a bank says of one file, and of those of its batches that it names."""

    original_message_id: str
    answer: Answer | None
    reason: str = ""
    text: str = ""
    batches: tuple[BatchStatus, ...] = ()


@dataclass(frozen=True, slots=True)
class MandateAdded:
    """A mandate, and its reference."""

    mandate_id: UUID
    reference: str


@dataclass(frozen=True, slots=True)
class MandateLinkMade:
    """A link by which a mandate is signed until an instant; the query `link_of_mandate` tells it."""

    mandate_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PreparedBatch:
    """Debits that were put together for one file."""

    batch_id: UUID
    number: str
    scheme: Scheme
    sequence_type: SequenceType
    collection_date: date
    debits: int
    amount: Money


@dataclass(frozen=True, slots=True)
class SubmittedBatch:
    """A batch whose file was made: `file_id` is what goes to the bank."""

    batch_id: UUID
    number: str
    message_id: str
    file_id: UUID
    file_name: str


@dataclass(frozen=True, slots=True)
class DebitReturned:
    """A debit that came back, and what follows."""

    debit_id: UUID
    decision: Decision
    retry_date: date | None


@dataclass(frozen=True, slots=True)
class RejectedDebit:
    """A debit that the bank did not collect: its code, and its words."""

    debit_id: UUID
    reason: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class StatusRead:
    """What came of a status report: how many payments the bank took, refused, and how many it has not decided on."""

    accepted: int
    rejected: int
    pending: int


@dataclass(frozen=True, slots=True)
class RefundFileMade:
    """Transfers of refunds in a file; `file_id` is what goes to the bank."""

    batch_id: UUID
    number: str
    file_id: UUID
    file_name: str
    transfers: int
    amount: Money
