"""What payments settled of the debts that promises cover."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.collections.policies.share_receipts import Moment, PromiseWindow, in_order


@dataclass(frozen=True, slots=True)
class PromisedDebt:
    """A debt of a promise: how much of it was promised, and how much of it is open, in minor units."""

    promise_id: UUID
    item_id: UUID
    promised_minor: int
    open_minor: int


@dataclass(frozen=True, slots=True)
class PaidPart:
    """What a receipt settled of a debt: `received_on` is the receipt's day, `at` when it was put on the debt."""

    item_id: UUID
    receipt_id: UUID
    received_on: date
    at: Moment
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Settled:
    """By promise what payments in time settled of its debts; by receipt how much of it that took."""

    of_promises: Mapping[UUID, int]
    by_receipts: Mapping[UUID, int]


def owed_of_promise(debts: Iterable[PromisedDebt], paid: Iterable[PaidPart], since: Moment) -> int:
    """What payments have to settle of a promise or did since it was given.

    A debt that was credited, written off or settled elsewhere since is promised no further than payments settled it.
    """
    paid_since: dict[UUID, int] = defaultdict(int)
    for part in paid:
        if part.at > since:
            paid_since[part.item_id] += part.amount_minor
    return sum(min(debt.promised_minor, debt.open_minor + paid_since[debt.item_id]) for debt in debts)


def settle_promised(
    promises: Sequence[PromiseWindow], debts: Iterable[PromisedDebt], paid: Sequence[PaidPart]
) -> Settled:
    """Give each part that was paid to the promises of its debt, once, and to that which ends first before the others.

    But where two promises speak of the same part, as a renewed one does, what settles it keeps both: no promise lacks
    more than what is left of its debt. Whoever paid: what is asked is whether the debt was settled as promised.
    `paid` comes in the order of the days.
    """
    lacking: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    left_of_debts: dict[UUID, int] = {}
    for debt in debts:
        lacking[debt.item_id][debt.promise_id] = debt.promised_minor
        left_of_debts[debt.item_id] = debt.open_minor
    for part in paid:
        left_of_debts[part.item_id] += part.amount_minor
    of_promises: dict[UUID, int] = defaultdict(int)
    by_receipts: dict[UUID, int] = defaultdict(int)
    ordered = in_order(promises)
    for part in paid:
        of_debt = lacking[part.item_id]
        left_of_debts[part.item_id] -= part.amount_minor
        left, most = part.amount_minor, 0
        for promise in ordered:
            lacks = of_debt.get(promise.promise_id, 0)
            if not lacks or not promise.since < part.at or part.received_on > promise.judged_after:
                continue
            first = min(left, lacks)
            counted = max(first, min(part.amount_minor, lacks - left_of_debts[part.item_id]))
            of_debt[promise.promise_id] = lacks - counted
            of_promises[promise.promise_id] += counted
            left, most = left - first, max(most, counted)
        by_receipts[part.receipt_id] += max(part.amount_minor - left, most)
    return Settled(of_promises, by_receipts)
