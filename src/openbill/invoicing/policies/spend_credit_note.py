"""What a credit note settles of the document that it corrects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID


@dataclass(slots=True)
class CorrectedPart:
    """A part of a corrected document: what of it is open and what is disputed, in minor units; both become less."""

    item_id: UUID
    open_minor: int
    disputed_minor: int

    def settle(self, most: int) -> int:
        """Settle up to so much of it, what is disputed first, and say how much that was."""
        amount = min(most, self.open_minor)
        self.open_minor -= amount
        self.disputed_minor -= min(amount, self.disputed_minor)
        return amount


class Spent(NamedTuple):
    """By part what was settled, and what was answered though it had been paid; in minor units."""

    settled: dict[UUID, int]
    answered: dict[UUID, int]


def spend_credit_note(credit_minor: int, parts: Sequence[CorrectedPart]) -> Spent:
    """Spend a credit on the parts, which come in the order of their due dates.

    What is disputed is settled first: the credit note is the answer to the dispute. Then whatever is open. Where a
    disputed part was paid meanwhile there is nothing left to settle, but the answer is the same.
    """
    settled = {part.item_id: 0 for part in parts}
    left = credit_minor
    for part in parts:
        amount = part.settle(min(left, part.disputed_minor))
        settled[part.item_id] += amount
        left -= amount
    for part in parts:
        amount = part.settle(left)
        settled[part.item_id] += amount
        left -= amount
    answered = {}
    for part in parts:
        answered[part.item_id] = min(left, part.disputed_minor)
        part.disputed_minor -= answered[part.item_id]
        left -= answered[part.item_id]
    return Spent(_without_nothing(settled), _without_nothing(answered))


def _without_nothing(amounts: dict[UUID, int]) -> dict[UUID, int]:
    return {item_id: amount for item_id, amount in amounts.items() if amount}
