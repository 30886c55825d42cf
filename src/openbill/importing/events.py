"""What was imported."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ChunkWasImported:
    run_id: UUID
    chunk: int
    documents: int
    settlements: int


@dataclass(frozen=True, slots=True)
class PaymentsWereImported:
    run_id: UUID
    chunk: int
    payments: int
    allocations: int


@dataclass(frozen=True, slots=True)
class ImportWasFinished:
    run_id: UUID
    kind: str
    brought_in: int


@dataclass(frozen=True, slots=True)
class SnapshotIsWaiting:
    """A snapshot shrank so much that a person must look at it first."""

    run_id: UUID
    as_of: date


@dataclass(frozen=True, slots=True)
class SnapshotWasDeclined:
    run_id: UUID


@dataclass(frozen=True, slots=True)
class SnapshotWasApplied:
    run_id: UUID
    as_of: date
    created: int
    cleared: int
    reopened: int
    corrected: int
    redated: int
