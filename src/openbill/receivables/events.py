"""What happened to receivables."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ItemsWereRecorded:
    """Items came into the books together; few of them are named, many only counted."""

    count: int
    item_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class CreditWasAllocated:
    credit_item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str
    debit_item_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class AllocationWasUndone:
    allocation_id: UUID
    debit_item_id: UUID
    credit_item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ItemWasCancelled:
    item_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class DueDateWasExtended:
    item_id: UUID
    customer_id: UUID
    previous_due_date: date
    due_date: date


@dataclass(frozen=True, slots=True)
class WriteOffWasRequested:
    request_id: UUID
    item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class WriteOffWasDeclined:
    request_id: UUID
    item_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class ItemWasWrittenOff:
    item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class WriteOffWasRecovered:
    item_id: UUID
    customer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class DisputedPartWasMarked:
    item_id: UUID
    customer_id: UUID
    disputed_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class ItemsWereRevalued:
    legal_entity_id: UUID
    closing_date: date
    gain_minor: int
    currency: str
