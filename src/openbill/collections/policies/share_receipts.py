"""Which promise of a customer each receipt keeps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PromiseWindow:
    """What was promised, and the days on which a receipt keeps it, both included."""

    promise_id: UUID
    given_on: date
    judged_after: date
    amount_minor: int


def share_receipts(promises: Sequence[PromiseWindow], receipts: Iterable[tuple[date, int]]) -> dict[UUID, int]:
    """How much came in for each promise: a receipt counts once, for the promise that ends first and lacks it still.

    Promises and receipts are those of one customer, entity and currency; what is more than was promised keeps
    nothing.
    """
    received = {promise.promise_id: 0 for promise in promises}
    in_order = sorted(promises, key=lambda promise: (promise.judged_after, promise.given_on, promise.promise_id))
    for day, amount in sorted(receipts):
        left = amount
        for promise in in_order:
            if not promise.given_on <= day <= promise.judged_after:
                continue
            counted = min(left, promise.amount_minor - received[promise.promise_id])
            received[promise.promise_id] += counted
            left -= counted
    return received
