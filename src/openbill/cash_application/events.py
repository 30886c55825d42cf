"""What happened in cash application."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StatementWasImported:
    """A bank statement brought lines that were not there."""

    statement_id: UUID
    bank_account_id: UUID
    lines: int
