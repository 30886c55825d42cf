"""What a payer who chose debts is to pay, and what a payment that came settles of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from openbill.gateways.errors import AmountNotPositive, MoreThanOpen, NothingChosen, ShortWithoutReason
from openbill.primitives.money import Money
from openbill.receivables.types import Designation


@dataclass(frozen=True, slots=True)
class Payable:
    """A debt as it may be paid today: what is open of it less what is contested, and the discount for paying now."""

    item_id: UUID
    number: str
    open_amount: Money
    discount: Money

    @property
    def due_amount(self) -> Money:
        """What settles it today."""
        return self.open_amount - self.discount


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a payer does about a debt: pay it, or `amount` of it. `is_explained` where a reason for less was said."""

    item_id: UUID
    amount: Money | None = None
    is_explained: bool = False


def parts_of_payment(payable: Sequence[Payable], chosen: Sequence[Chosen]) -> tuple[Designation, ...]:
    """The parts of a payment, in the order of the debts.

    Without an amount a debt is paid as it is due today, so that an amount is recomputed whenever somebody pays. Who
    pays less says why. Raises NothingChosen, AmountNotPositive, MoreThanOpen and ShortWithoutReason.
    """
    wanted = {each.item_id: each for each in chosen}
    parts = []
    for debt in payable:
        choice = wanted.get(debt.item_id)
        if choice is None:
            continue
        amount = debt.due_amount if choice.amount is None else choice.amount
        if not amount.is_positive:
            raise AmountNotPositive(amount=amount)
        if amount > debt.open_amount:
            raise MoreThanOpen(number=debt.number, open=debt.open_amount, amount=amount)
        if amount < debt.due_amount and not choice.is_explained:
            raise ShortWithoutReason(number=debt.number, short=debt.due_amount - amount)
        parts.append(Designation(debt.item_id, amount))
    if not parts:
        raise NothingChosen
    return tuple(parts)


def parts_still_open(
    parts: Sequence[Designation], paid: Money, open_amounts: Mapping[UUID, Money]
) -> tuple[Designation, ...]:
    """What a payment settles of what it was meant for, as far as that is open yet; the rest of it stays unapplied.

    A debt that was settled otherwise between the press and the notice takes less or nothing.
    """
    remaining = paid
    settled = []
    for part in parts:
        assert part.amount is not None, "The parts of a try have amounts."
        amount = min(part.amount, open_amounts.get(part.item_id, Money.zero(paid.currency)), remaining)
        if amount.is_positive:
            settled.append(Designation(part.item_id, amount))
            remaining -= amount
    return tuple(settled)
