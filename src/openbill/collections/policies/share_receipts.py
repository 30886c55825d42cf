"""Which promise of a customer each receipt keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

Moment = tuple[date, UUID]
"""A day, and the command that wrote it down: of one day, what was written first was first."""


@dataclass(frozen=True, slots=True)
class PromiseWindow:
    """What was promised, when, and the last day on which a receipt keeps it."""

    promise_id: UUID
    since: Moment
    judged_after: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came in and when; `amount_minor` is what of it settled no promised debt."""

    at: Moment
    amount_minor: int


def in_order(promises: Iterable[PromiseWindow]) -> list[PromiseWindow]:
    """Promises in the order in which receipts keep them: that which ends first before the others."""
    return sorted(promises, key=lambda promise: (promise.judged_after, promise.since, promise.promise_id))


def share_receipts(
    promises: Sequence[PromiseWindow], receipts: Iterable[Receipt], settled: Mapping[UUID, int]
) -> dict[UUID, int]:
    """How much came in for each promise: a receipt counts once, for the promise that ends first and lacks it still.

    Promises and receipts are those of one customer, entity and currency; `settled` is what of a promise was paid on
    its debts. What is more than was promised keeps nothing.
    """
    received = {
        promise.promise_id: min(settled.get(promise.promise_id, 0), promise.amount_minor) for promise in promises
    }
    ordered = in_order(promises)
    for receipt in sorted(receipts, key=lambda receipt: receipt.at):
        left = receipt.amount_minor
        for promise in ordered:
            if not promise.since < receipt.at or receipt.at[0] > promise.judged_after:
                continue
            counted = min(left, promise.amount_minor - received[promise.promise_id])
            received[promise.promise_id] += counted
            left -= counted
    return received
