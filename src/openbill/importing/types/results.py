"""What came of bringing a file in, and how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class RefusedRow(NamedTuple):
    """A row that cannot be taken: where, what, why, and what would be right."""

    line_number: int
    column: str
    value: str
    reason: str
    remedy: str
    cells: tuple[str, ...]


class IgnoredRow(NamedTuple):
    """A row that is right and says nothing: an invoice over 0.00."""

    line_number: int
    reason: str
    cells: tuple[str, ...]


@dataclass(slots=True)
class Progress:
    """How far the reading is; one object that is changed in place."""

    total_bytes: int = 0
    read_bytes: int = 0
    line_number: int = 0
    taken: int = 0
    refused: int = 0
    ignored: int = 0


ProgressCallback = Callable[[Progress], None]

StepProgress = Callable[[str, int, int], None]
"""Hears (step, done, total) of an import: "reading" in bytes, "writing" in chunks."""


def no_progress(step: str, done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The customers that a file brings: how many, how many of them without a name, and the first ten numbers."""

    count: int = 0
    nameless: int = 0
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChunkImported:
    """What a chunk of a file brought into the books."""

    documents: int = 0
    settlements: int = 0


@dataclass(frozen=True, slots=True)
class PaymentsImported:
    """How many payments a chunk of a file brought, and how many debts they settled or part-settled."""

    payments: int = 0
    allocations: int = 0


@dataclass(frozen=True, slots=True)
class SnapshotChanges:
    """How many items a snapshot creates, clears, reopens, corrects and redates.

    `replaced` counts the payments that took the place of what was cleared provisionally. `ahead` are items on
    which more was paid here than the other system knows yet, and payments that it does not know; they stay.
    """

    created: int = 0
    cleared: int = 0
    reopened: int = 0
    corrected: int = 0
    redated: int = 0
    replaced: int = 0
    ahead: int = 0

    def __add__(self, other: "SnapshotChanges") -> "SnapshotChanges":
        return SnapshotChanges(
            self.created + other.created,
            self.cleared + other.cleared,
            self.reopened + other.reopened,
            self.corrected + other.corrected,
            self.redated + other.redated,
            self.replaced + other.replaced,
            self.ahead + other.ahead,
        )

    @property
    def is_empty(self) -> bool:
        return self == SnapshotChanges(ahead=self.ahead)


@dataclass(frozen=True, slots=True)
class CustomersImported:
    """How many customers a chunk of a file added and changed."""

    added: int = 0
    changed: int = 0
