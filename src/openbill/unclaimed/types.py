"""The values that decisions about credits nobody claims are made on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.primitives.money import Money


class CreditKind(StrEnum):
    """What a credit is to the law: money that came in, a credit note, a deposit, or cash without a known owner."""

    PAYMENT = "payment"
    CREDIT_NOTE = "credit_note"
    DEPOSIT = "deposit"
    UNIDENTIFIED = "unidentified"


KIND_OF_ITEM: dict[str, CreditKind] = {
    "payment": CreditKind.PAYMENT,
    "deposit": CreditKind.DEPOSIT,
    "credit_note": CreditKind.CREDIT_NOTE,
    "credit_correction": CreditKind.CREDIT_NOTE,
}
"""The kinds of open items that are a customer's own, and what each is to the law."""


class Treatment(StrEnum):
    """What becomes of a credit that rested long enough: a state gets it, or it stays a liability of the firm."""

    HAND_OVER = "hand_over"
    KEEP = "keep"


class ClockState(StrEnum):
    """Where a credit is on its way."""

    RULE_MISSING = "rule_missing"
    KEPT = "kept"
    RESTING = "resting"
    CLAIMED = "claimed"
    LETTER_DUE = "letter_due"
    LETTER_SENT = "letter_sent"
    TO_HAND_OVER = "to_hand_over"
    HANDED_OVER = "handed_over"
    ENDED = "ended"


class Answer(StrEnum):
    """What an owner who answered wants: it is to settle debts, to be paid back, or to be kept for later."""

    APPLY = "apply"
    REFUND = "refund"
    KEEP = "keep"


class ContactHow(StrEnum):
    """An act of the owner that a person saw, or that another part of Openbill told of."""

    REPLY = "reply"
    CALL = "call"
    MEETING = "meeting"
    ORDER = "order"
    STATEMENT_CONFIRMED = "statement_confirmed"
    LETTER_ANSWERED = "letter_answered"
    MANDATE_SIGNED = "mandate_signed"


TOLD_BY_PEOPLE = (
    ContactHow.REPLY,
    ContactHow.CALL,
    ContactHow.MEETING,
    ContactHow.ORDER,
    ContactHow.STATEMENT_CONFIRMED,
)


class ReasonCode(StrEnum):
    """Why a credit is where it is: one sentence each, in the policy `clock_words`."""

    NO_RULE = "no_rule"
    STATE_UNKNOWN = "state_unknown"
    COUNTRY_UNKNOWN = "country_unknown"
    NO_HANDING_OVER = "no_handing_over"
    BETWEEN_BUSINESSES = "between_businesses"
    RESTS = "rests"
    ANSWERED = "answered"
    REFUND_ASKED_FOR = "refund_asked_for"
    LETTER_NOT_WRITTEN = "letter_not_written"
    LETTER_WAITS = "letter_waits"
    LETTER_CAME_BACK = "letter_came_back"
    OWNER_MAY_ANSWER = "owner_may_answer"
    NOBODY_ANSWERED = "nobody_answered"
    BELOW_MINIMUM = "below_minimum"
    OWNER_UNKNOWN = "owner_unknown"
    ASKED_FOR = "asked_for"
    HANDED_OVER = "handed_over"
    NOTHING_OPEN = "nothing_open"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a jurisdiction says of one kind of credit, from a day on, and where that stands.

    `dormancy_months` is how long a credit rests before it counts as abandoned; where it is kept, how long until the
    claim lapses, counted from the end of its year where `from_year_end`. Days of a year are written "MM-DD": a credit
    that is dormant by the `cut_off` is reported by the next `report_by` and delivered by the next `deliver_by` (the
    same day where that is blank). The letter goes out so many days before the report, at the earliest and at the
    latest, and is not asked for below `letter_minimum_minor` of the `currency`. `is_own` says that the organization
    set it, in place of what comes with Openbill.
    """

    jurisdiction: str
    kind: CreditKind
    treatment: Treatment
    dormancy_months: int
    source: str
    checked_on: date
    valid_from: date
    from_year_end: bool = False
    cut_off: str = ""
    report_by: str = ""
    deliver_by: str = ""
    letter_earliest_days: int | None = None
    letter_latest_days: int = 0
    letter_minimum_minor: int = 0
    currency: str = ""
    exempts_businesses: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """The last letter about a credit: the day on which it went out, or None while it waits or where it came back."""

    sent_on: date | None
    came_back: bool = False


@dataclass(frozen=True, slots=True)
class CreditFacts:
    """A credit as its clock sees it. `last_contact_on` is the owner's last act, and not one of ours."""

    kind: CreditKind
    amount: Money
    arose_on: date
    last_contact_on: date | None
    is_business: bool
    has_owner: bool
    letter: Letter | None = None
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a credit stands on a day. Dates that do not come are None.

    `rests_from` is the day from which it rests, `dormant_on` that on which it is abandoned, or lapses where it is
    kept; `letter_from` and `letter_until` are when the letter goes out, `report_on` and `deliver_on` the last days for
    the report and the money.
    """

    state: ClockState
    because: ReasonCode
    rests_from: date
    dormant_on: date | None = None
    letter_from: date | None = None
    letter_until: date | None = None
    report_on: date | None = None
    deliver_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClocksSet:
    """What a part of a run did: how many credits it looked at, how many changed their state, and where it goes on."""

    looked_at: int
    changed: int
    next_after: str


@dataclass(frozen=True, slots=True)
class LetterNotWritten:
    """A credit for which no letter was written, and why."""

    credit_id: UUID
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class LettersWritten:
    """The letters of a batch, and what of it was not written."""

    written: int
    failures: tuple[LetterNotWritten, ...]


@dataclass(frozen=True, slots=True)
class HandOverAsked:
    """A handing over that waits for a second person: so many credits, which come to an amount."""

    hand_over_id: UUID
    credits: int
    amount: Money


@dataclass(frozen=True, slots=True)
class ReportedCredit:
    """A credit as a holder's report has it: the owner with the last known address, the amount, and since when.

    `last_contact_on` is None of an owner who is not known.
    """

    credit_id: UUID
    owner_number: str
    owner_name: str
    is_person: bool
    street: str
    city: str
    region: str
    postal_code: str
    country: str
    kind: str
    number: str
    currency: str
    amount_minor: int
    arose_on: date
    last_contact_on: date | None
    letter_sent_on: date | None
    legal_entity_name: str
    jurisdiction: str
