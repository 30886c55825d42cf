"""What happened to the books."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PeriodWasClosed:
    legal_entity_id: UUID
    start_date: date


@dataclass(frozen=True, slots=True)
class PeriodWasReopened:
    legal_entity_id: UUID
    start_date: date
    reason: str


@dataclass(frozen=True, slots=True)
class ExchangeRatesWereSet:
    functional_currencies: tuple[str, ...]
    from_date: date


@dataclass(frozen=True, slots=True)
class ManualEntryWasPosted:
    entry_id: UUID
    legal_entity_id: UUID
    posting_date: date


@dataclass(frozen=True, slots=True)
class EntryWasReversed:
    entry_id: UUID
    reverses_id: UUID
    posting_date: date


@dataclass(frozen=True, slots=True)
class EntriesWereExported:
    batch_id: UUID
    legal_entity_id: UUID
    number: int
    entry_count: int
