"""What a receipt pays where its payer wrote that: the payer's word wins over everything that could be found out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from openbill.cash_application.policies.place_by_hand import ItemByHand, RestOfDebt, place_by_hand
from openbill.cash_application.policies.reason_of_deduction import KeptFor
from openbill.cash_application.types.decisions import Placing
from openbill.disputes.types import DisputeReason
from openbill.payments.types import ShortfallKind
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money


class AdvisedPart(NamedTuple):
    """What an advice says of one document, in minor units: its normal number, what is paid on it (negative for a
    credit, None where that is not said), and what was kept, positive, with the reason for the deduction."""

    number: str
    amount: int | None = None
    discount: int = 0
    deduction: int = 0
    reason: KeptFor = DisputeReason.OTHER


class NamedItem(NamedTuple):
    """Something open, in minor units; a credit is negative. `discount` is what may be deducted that day."""

    item_id: UUID
    number: str
    customer_id: UUID
    customer_name: str
    due_date: date
    open: int
    discount: int = 0
    disputed: int = 0


@dataclass(frozen=True, slots=True)
class AsAdvised:
    """What a receipt is as its payer wrote; `is_plain` where every deduction has a reason that is known.

    The `due_dates` are those of the items, in their order.
    """

    items: tuple[ItemByHand, ...]
    due_dates: tuple[date, ...]
    placings: tuple[Placing, ...]
    is_plain: bool


@dataclass(slots=True)
class _Taken:
    """What is said of one item so far."""

    item: NamedItem
    amount: int = 0
    discount: int = 0
    kept: dict[KeptFor, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """What nothing is said of."""
        return self.item.open - self.amount - self.discount - sum(self.kept.values())

    def keep(self, reason: KeptFor, minor: int) -> None:
        if minor:
            self.kept[reason] = self.kept.get(reason, 0) + minor


def place_advice(
    received: Money, parts: Sequence[AdvisedPart], open_items: Mapping[str, Sequence[NamedItem]]
) -> AsAdvised | None:
    """The placings of a receipt as its payer wrote, from what is open by normal number; None where that is not all.

    Each document is open with one customer, in several items by due date where it is paid in instalments; no more is
    taken of it than is open, and together they come to what was received: an incomplete answer is none. Deductions
    that name no document of ours are kept of the largest debt. A discount that is too late is disputed as one that
    was not earned.
    """
    taken: dict[UUID, _Taken] = {}
    loose: list[tuple[KeptFor, int]] = []
    for part in parts:
        found = open_items.get(part.number, ()) if part.number else ()
        if len({item.customer_id for item in found}) == 1:
            _take([taken.setdefault(item.item_id, _Taken(item)) for item in found], part)
        elif not found and _kept_by(part):
            loose.append((part.reason, _kept_by(part)))
        else:
            return None
    if not _tie(list(taken.values()), loose, received.minor_units):
        return None
    named = [each for each in taken.values() if each.amount or each.kept]
    items = [_by_hand(each, received.currency) for each in named]
    try:
        placings = place_by_hand(received, items)
    except Refusal:
        return None
    reasons = [reason for each in named for reason in each.kept]
    due_dates = tuple(each.item.due_date for each in named)
    return AsAdvised(tuple(items), due_dates, tuple(placings), DisputeReason.OTHER not in reasons)


def _take(of: Sequence[_Taken], part: AdvisedPart) -> None:
    """Have a part pay what is open under its number, the earliest first; what is kept is of the first with room."""
    kept = part.discount + part.deduction
    amount = sum(each.left for each in of) - kept if part.amount is None else part.amount
    for each in of:
        paid = max(min(amount, each.left), 0) if each.item.open > 0 else min(max(amount, each.left), 0)
        each.amount += paid
        amount -= paid
    of[-1].amount += amount
    if kept:
        short = next((each for each in of if each.left >= kept), of[-1])
        short.discount += part.discount
        short.keep(part.reason, part.deduction)


def _kept_by(part: AdvisedPart) -> int:
    """What a part keeps that names none of our documents: a deduction, or a debit note of the payer's own."""
    if part.amount is not None and part.amount < 0:
        return -part.amount
    return part.deduction if not part.amount else 0


def _tie(taken: Sequence[_Taken], loose: Iterable[tuple[KeptFor, int]], received: int) -> bool:
    """Have what is taken come to what was received; deductions without a document lessen the largest debt.

    They do not where the amounts are less them already: then they say why so much of a debt is missing.
    """
    total = sum(each.amount for each in taken)
    kept = sorted(loose, key=lambda each: -each[1])
    are_less = total == received
    if not are_less and total - sum(minor for _, minor in kept) != received:
        return False
    for reason, minor in kept:
        room = [each for each in taken if each.item.open > 0 and (each.left if are_less else each.amount) >= minor]
        if not room:
            return False
        if are_less:
            of = min(room, key=lambda each: each.left)
        else:
            of = max(room, key=lambda each: each.amount)
            of.amount -= minor
        of.keep(reason, minor)
    return all(each.left >= 0 if each.item.open > 0 else each.left <= 0 for each in taken)


def _by_hand(each: _Taken, currency: str) -> ItemByHand:
    rests = []
    is_earned = each.discount <= each.item.discount
    if each.discount and not is_earned:
        each.keep(DisputeReason.UNEARNED_DISCOUNT, each.discount)
    elif each.discount and (each.kept or each.left):
        # A discount that settles the rest of a debt is granted unasked.
        rests.append(RestOfDebt(ShortfallKind.DISCOUNT, Money(each.discount, currency)))
    # What the payer contests already is not contested again.
    room = each.item.open - each.amount - (each.discount if is_earned else 0) - each.item.disputed
    for reason, minor in each.kept.items():
        contested = min(minor, room)
        if contested > 0:
            rests.append(RestOfDebt(reason, Money(contested, currency)))
            room -= contested
    return ItemByHand(
        each.item.item_id,
        each.item.number,
        each.item.customer_id,
        each.item.customer_name,
        Money(each.item.open, currency),
        Money(each.amount, currency),
        tuple(rests),
    )
