"""What happened in collections."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NoticeWasMade:
    """A customer is reminded: the stage is the firmest of its debts."""

    notice_id: UUID
    customer_id: UUID
    stage: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class NoticeWasWithdrawn:
    notice_id: UUID
    customer_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class PromiseWasGiven:
    promise_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str
    promised_date: date


@dataclass(frozen=True, slots=True)
class PromiseWasJudged:
    """Kept, part-kept or broken."""

    promise_id: UUID
    customer_id: UUID
    outcome: str
    received_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class PromiseWasReopened:
    """What had kept the promise, or a part of it, is gone: returned, undone, refunded or cancelled."""

    promise_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class PromiseWasWithdrawn:
    promise_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class TaskWasCreated:
    task_id: UUID
    customer_id: UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CallWasLogged:
    """The outcome is one of CALL_OUTCOMES."""

    call_id: UUID
    customer_id: UUID
    outcome: str
    again_on: date


@dataclass(frozen=True, slots=True)
class CallWasWithdrawn:
    call_id: UUID
    customer_id: UUID
