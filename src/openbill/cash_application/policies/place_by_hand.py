"""What a person who places a bank line by hand means: whose payments it is, and what these settle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from openbill.cash_application.types.decisions import CreditUse, Deduction, Placing
from openbill.disputes.types import DisputeReason
from openbill.payments.types import Shortfall, ShortfallKind
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.types import Designation


class MorePlacedThanReceived(Refusal):
    """{placed} is placed, and {received} came in."""

    remedy = "Take less of an item, or leave one out."


class MoreTakenThanOpen(Refusal):
    """{taken} of {number} is placed, and {open} is open."""

    remedy = "Take at most what is open; what is too much stays on account."


class NothingTaken(Refusal):
    """Nothing of {number} is placed."""

    remedy = "State how much of it, or leave it out."


class CreditsBeyondDebts(Refusal):
    """The credits taken of {customer} come to more than the debts."""

    remedy = "Take the debts too against which the payer set them off."


class NobodyToHoldTheRest(Refusal):
    """{rest} is left, and nobody is named on whose account it stays."""

    remedy = "Choose an item or a customer."


class MoreKeptThanLeft(Refusal):
    """{kept} of {number} is said to be let off or disputed, and {left} is left of it."""

    remedy = "Take less of it, or say less of the rest."


@dataclass(frozen=True, slots=True)
class RestOfDebt:
    """What becomes of what is left of a debt, or of `amount` of it: it is let off, or it is disputed."""

    why: ShortfallKind | DisputeReason
    amount: Money | None = None

    @property
    def word(self) -> str:
        """What it is called outside: "bank_charge", "dispute:price"."""
        return f"dispute:{self.why.value}" if isinstance(self.why, DisputeReason) else self.why.value


@dataclass(frozen=True, slots=True)
class ItemByHand:
    """An item and how much of it is taken; both negative for a credit. `rests` say what becomes of what is left of a
    debt; of what they do not name nothing does: it stays open."""

    item_id: UUID
    number: str
    customer_id: UUID
    customer_name: str
    open: Money
    taken: Money
    rests: tuple[RestOfDebt, ...] = ()


def place_by_hand(received: Money, items: Sequence[ItemByHand], *, on_account_of: UUID | None = None) -> list[Placing]:
    """The placings of a receipt, one for each customer in the order in which they are first named.

    Credits go to the first debts of their customer. What is left over stays on account of `on_account_of`, else of the
    first customer. Raises MorePlacedThanReceived, MoreTakenThanOpen, MoreKeptThanLeft, NothingTaken,
    CreditsBeyondDebts and NobodyToHoldTheRest.
    """
    for each in items:
        _check(each)
    placed = Money.total((each.taken for each in items), received.currency)
    left = received - placed
    if left.is_negative:
        raise MorePlacedThanReceived(placed=placed, received=received)
    customers = list(dict.fromkeys(each.customer_id for each in items))
    holder = on_account_of or (customers[0] if customers else None)
    if left.is_positive and holder is None:
        raise NobodyToHoldTheRest(rest=left)
    if left.is_positive and holder is not None and holder not in customers:
        customers.append(holder)
    rests = {holder: left}
    return [
        _placing(
            customer,
            [each for each in items if each.customer_id == customer],
            rests.get(customer, Money.zero(received.currency)),
        )
        for customer in customers
    ]


def _check(each: ItemByHand) -> None:
    if each.taken.is_zero:
        raise NothingTaken(number=each.number)
    is_credit = each.open.is_negative
    beyond = each.taken < each.open if is_credit else each.taken > each.open
    if beyond or each.taken.is_negative != is_credit:
        raise MoreTakenThanOpen(taken=each.taken, number=each.number, open=each.open)


def _placing(customer_id: UUID, items: Sequence[ItemByHand], on_account: Money) -> Placing:
    owed = {each.item_id: each.taken for each in items if each.taken.is_positive}
    uses = []
    for credit in (each for each in items if each.taken.is_negative):
        left = -credit.taken
        for item_id, minor in owed.items():
            used = min(left, minor)
            if used.is_positive:
                uses.append(CreditUse(credit.item_id, item_id, used))
                owed[item_id] -= used
                left -= used
        if left.is_positive:
            raise CreditsBeyondDebts(customer=credit.customer_name)
    designations = tuple(Designation(item_id, amount) for item_id, amount in owed.items() if amount.is_positive)
    amount = Money.total((each.taken for each in items), on_account.currency) + on_account
    rests = [(each.item_id, why, rest) for each in items for why, rest in _rests(each)]
    return Placing(
        customer_id,
        amount,
        designations,
        tuple(Shortfall(item_id, rest, why) for item_id, why, rest in rests if isinstance(why, ShortfallKind)),
        tuple(uses),
        tuple(Deduction(item_id, rest, why) for item_id, why, rest in rests if isinstance(why, DisputeReason)),
    )


def _rests(each: ItemByHand) -> Iterator[tuple[ShortfallKind | DisputeReason, Money]]:
    """What becomes of how much of what is left of a debt; nothing of what is zero."""
    left = each.open - each.taken
    for rest in each.rests if each.open.is_positive else ():
        amount = left if rest.amount is None else rest.amount
        if amount > left:
            raise MoreKeptThanLeft(kept=amount, number=each.number, left=left)
        if amount.is_positive:
            yield rest.why, amount
        left -= amount
