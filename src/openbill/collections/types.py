"""The values that decisions about collecting are made on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.primitives.money import Money


class Tone(StrEnum):
    FRIENDLY = "friendly"
    NEUTRAL = "neutral"
    FIRM = "firm"
    FINAL = "final"
    LEGAL = "legal"


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a strategy: so many days after the due date (before it where negative), to whom, in which tone.

    Stages are numbered from 1 in the order of their days. `recipients` are roles of contacts, the first one that
    has an address is written to.
    """

    number: int
    name: str
    offset_days: int
    tone: Tone
    recipients: tuple[str, ...] = ("accounts_payable",)


@dataclass(frozen=True, slots=True)
class Strategy:
    """When a customer is reminded of what, and where it ends; `version` is the digest of its text.

    Nothing below `minimum` (major units of any currency) is asked for. `ends_after_days` days after the due date a
    person decides what becomes of the debt. With snapshots or statements older than `stale_after_business_days`
    nobody is reminded of overdue debts.
    """

    name: str
    version: str
    stages: tuple[Stage, ...]
    minimum: int
    ends_after_days: int
    stale_after_business_days: int


class PromiseMethod(StrEnum):
    """How a promised payment will be made; each takes its time to arrive."""

    BANK_TRANSFER = "bank_transfer"
    CHEQUE = "cheque"
    CARD = "card"
    DIRECT_DEBIT = "direct_debit"
    CASH = "cash"


@dataclass(frozen=True, slots=True)
class Promised:
    """A debt and how much of it is promised; all that is open where no amount is said."""

    item_id: UUID
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class PromiseJudged:
    promise_id: UUID
    state: str
    received: Money


@dataclass(frozen=True, slots=True)
class DueItem:
    """A debt of a customer of whom at least one debt reached a stage; amounts in minor units.

    `stage_number` is the stage that it reaches today, 0 for none; `last_stage` the last one made for its due date,
    `listed_stage` the firmest one whose message has listed it;
    `was_reminded` says whether a message about it was really sent. Asked for is what is open, less what is disputed
    promised and under way, less what unapplied credits of the customer would settle, the oldest debts first.
    """

    customer_id: UUID
    legal_entity_id: UUID
    currency: str
    item_id: UUID
    document_number: str
    instalment_number: int
    document_date: date
    due_date: date
    open_minor: int
    disputed_minor: int
    promised_minor: int
    under_way_minor: int
    asked_minor: int
    credits_minor: int
    stage_number: int
    last_stage: int
    listed_stage: int
    was_reminded: bool


@dataclass(frozen=True, slots=True)
class Skipped:
    """A customer with something to be reminded of who was not, and why, in words."""

    customer: str
    legal_entity: str
    currency: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A customer whose reminder could not be made, and why, in words."""

    customer: str
    reason: str


@dataclass(frozen=True, slots=True)
class CustomersReminded:
    """What became of one batch of customers."""

    notices: int = 0
    tasks: int = 0
    skipped: tuple[Skipped, ...] = ()
    failures: tuple[Failed, ...] = ()


@dataclass(frozen=True, slots=True)
class DayDone:
    """What a run for one organization and day created, and what it left out."""

    day: date
    notices_created: int = 0
    tasks_created: int = 0
    promises_judged: int = 0
    skipped: tuple[Skipped, ...] = ()
    failures: tuple[Failed, ...] = ()


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What is known of a customer with overdue debts; amounts in the organization's currency."""

    customer_id: UUID
    number: str
    name: str
    overdue: Money
    oldest_days: int
    overdue_items: int
    usual_days_late: int | None
    broken_promises: int
    promised: Money
    disputed: Money
    last_stage: int
    last_contact: date | None


@dataclass(frozen=True, slots=True)
class CallReason:
    """One reason to call, with what it is made of: an amount, a count of debts or promises, days."""

    code: str
    amount: Money | None = None
    count: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class CallRow:
    """A customer to call: its place in the ranking, and why: in words, and as they are made of."""

    facts: CallFacts
    score: int
    reasons: tuple[str, ...]
    because: tuple[CallReason, ...]
