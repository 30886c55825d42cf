"""What happened in cash application."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StatementWasImported:
    """A bank statement brought lines that were not there."""

    statement_id: UUID
    bank_account_id: UUID
    lines: int


@dataclass(frozen=True, slots=True)
class LineWasPosted:
    """A bank line was posted: as payments, as the return of one, or set aside."""

    line_id: UUID
    posting_id: UUID
    is_by_itself: bool


@dataclass(frozen=True, slots=True)
class LineWasCleared:
    """A bank line was what had been expected, or known already: (kind, identifier) of each; a bank's word for it."""

    line_id: UUID
    posting_id: UUID
    booked_date: date
    value_date: date
    sources: tuple[tuple[str, UUID], ...]


@dataclass(frozen=True, slots=True)
class ClearingWasUndone:
    """A bank line was not what it had been taken for; its sources are expected again."""

    line_id: UUID
    posting_id: UUID
    sources: tuple[tuple[str, UUID], ...]


@dataclass(frozen=True, slots=True)
class PostingWasUndone:
    """What was decided about a bank line was taken back; it is to be decided again."""

    line_id: UUID
    posting_id: UUID


@dataclass(frozen=True, slots=True)
class RemittancesWereImported:
    """A file brought remittance advices that were not there; their money may have come before."""

    remittances: int
