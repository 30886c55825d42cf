"""The values in which gateways are spoken with and told about.

Amounts are `Money`; of a gateway's own names `gateway_id` is what it calls a try when it begins, `payment_ref` what it
calls the payment that came of it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from openbill.primitives.money import Money
from openbill.receivables.types import Designation


class GatewayKind(StrEnum):
    """Which gateway it is."""

    TEST = "test"
    STRIPE = "stripe"
    GOCARDLESS = "gocardless"


class RequestState(StrEnum):
    """`paid` once nothing of what it asks for is open; a request that expired is open, and its link is not."""

    OPEN = "open"
    PAID = "paid"
    REVOKED = "revoked"


class AttemptState(StrEnum):
    """Where a try stands (policy `attempt_lifecycle`)."""

    BEGUN = "begun"
    FAILED = "failed"
    SUCCEEDED = "succeeded"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    REGAINED = "regained"


class DeclineReason(StrEnum):
    """Why a try failed, whatever the gateway calls it (policy `retry_of_decline`)."""

    INSUFFICIENT_FUNDS = "insufficient_funds"
    LIMIT_EXCEEDED = "limit_exceeded"
    DECLINED = "declined"
    TRY_AGAIN = "try_again"
    UNREACHABLE = "unreachable"
    AUTHENTICATION_NEEDED = "authentication_needed"
    ABANDONED = "abandoned"
    EXPIRED = "expired"
    INVALID = "invalid"
    LOST_OR_STOLEN = "lost_or_stolen"
    ACCOUNT_CLOSED = "account_closed"
    NOT_ALLOWED = "not_allowed"
    AUTHORITY_ENDED = "authority_ended"
    FRAUD = "fraud"


class NoticeKind(StrEnum):
    """What a gateway tells, in our words."""

    BEGAN = "began"
    """A try got its payment's name; nothing is decided yet."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    REFUNDED = "refunded"
    REFUND_FAILED = "refund_failed"
    DISPUTED = "disputed"
    """The payer's bank took the money back, or the payer asked it to."""
    DISPUTE_WON = "dispute_won"
    PAID_OUT = "paid_out"
    METHOD_SAVED = "method_saved"
    METHOD_ENDED = "method_ended"
    METHOD_TOLD = "method_told"
    """How a kept way of paying is called, and until when it is good, whether or not it is new."""
    OTHER = "other"
    """Nothing that matters here."""


class NoticeState(StrEnum):
    """`waiting` for the try that it is about, whose name at the gateway is not known yet.

    `refused` is what was read often enough and is not understood: a person has it read again, or sets it aside.
    """

    KEPT = "kept"
    WAITING = "waiting"
    REFUSED = "refused"
    PROCESSED = "processed"
    IGNORED = "ignored"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class MethodTold:
    """A way of paying that a gateway keeps for later: its token, and how people recognise it ("Visa 4242").

    `expires_on` is the last day of a card; None of an account, and where it was not told.
    """

    token: str = field(repr=False)
    label: str
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a gateway tells; `id` is the gateway's own and names it for ever.

    It names the try by `attempt_id` (what we told the gateway), `gateway_id` or `payment_ref`, whichever it knows.
    """

    id: str
    kind: NoticeKind
    told_as: str
    happened_at: datetime
    attempt_id: UUID | None = None
    gateway_id: str = ""
    payment_ref: str = ""
    amount: Money | None = None
    reason: DeclineReason | None = None
    code: str = ""
    refund_ref: str = ""
    payout_id: str = ""
    method: MethodTold | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a gateway is to collect; the same order is collected once, however often it is given."""

    attempt_id: UUID
    amount: Money
    description: str
    return_url: str
    language: str = "en"
    saves_method: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """Where the payer goes."""

    gateway_id: str
    url: str


class EntryKind(StrEnum):
    """What a line of a payout is; a fee that stands alone is one."""

    PAYMENT = "payment"
    REFUND = "refund"
    CHARGEBACK = "chargeback"
    CHARGEBACK_WON = "chargeback_won"
    FEE = "fee"
    ADJUSTMENT = "adjustment"


@dataclass(frozen=True, slots=True)
class EntryTold:
    """One line of a payout: `amount` has the sign that it has for us, `fee` is what the gateway keeps of it."""

    kind: EntryKind
    ref: str
    amount: Money
    fee: Money
    payment_ref: str = ""


@dataclass(frozen=True, slots=True)
class PayoutTold:
    """What a gateway pays out: `amount` is the bank line, its entries less their fees add up to it."""

    payout_id: str
    amount: Money
    arrival_date: date
    entries: tuple[EntryTold, ...]
    references: tuple[str, ...] = ()
    """What else may stand on the bank line besides its name."""


@dataclass(frozen=True, slots=True)
class Access:
    """What opens a gateway: whose account it is, and its secrets."""

    organization_id: UUID
    account_id: UUID
    kind: GatewayKind
    secrets: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PaymentRequested:
    request_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class LinksSent:
    """The letters with links that were written, and how many links were not made as nobody can be written to."""

    message_ids: tuple[UUID, ...]
    unaddressed: int


@dataclass(frozen=True, slots=True)
class AttemptBegun:
    """A try that was written down, before the gateway knows of it; `parts` are what it is to settle."""

    attempt_id: UUID
    amount: Money
    parts: tuple[Designation, ...]


@dataclass(frozen=True, slots=True)
class NoticesKept:
    """How many notices of a message were new; the others were known already."""

    new: int
    known: int


@dataclass(frozen=True, slots=True)
class PayoutRecorded:
    payout_id: UUID
    is_new: bool


@dataclass(frozen=True, slots=True)
class PlannedNotice:
    """A notice that the test gateway sends, and so many seconds after the press."""

    body: str
    notice_id: str
    delay_seconds: int
