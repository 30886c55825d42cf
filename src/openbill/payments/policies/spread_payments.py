"""What each payment of a batch settles, one after the other, with the discounts that they earn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from uuid import UUID

from openbill.payments.types import NewPayment, Shortfall, ShortfallKind, Spread
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.policies.earned_discount import EarnedDiscount, Offer, earned_discount
from openbill.receivables.policies.share_as_designated import DesignatedItemIsNotOpen, share_as_designated
from openbill.receivables.policies.share_less_discounts import discounts_of_shares, share_less_discounts
from openbill.receivables.policies.share_oldest_first import in_order_of_due_dates, share_oldest_first
from openbill.receivables.types import OpenDebit, Share


class ShortOfMoreThanOpen(Refusal):
    """The payer would be let off {amount} of item {item_id}, of which {open} is left to settle."""

    remedy = "State at most {open}, and more than nothing."


@dataclass(frozen=True, slots=True)
class Spent:
    """The shares of one payment, the discounts that it earned, by the debt, and what its payer is let off."""

    shares: tuple[Share, ...]
    discounts: Mapping[UUID, EarnedDiscount]
    shortfalls: tuple[Shortfall, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleared:
    """So much of a debt another system says was settled on a day; a payment may take its place."""

    on: date
    amount: Money


class Debts:
    """The open debts of a batch, as they become less while its payments are spread.

    Where another system keeps the books, what it says was settled is open once more while payments take its place:
    the open amounts include it, and `cleared` names it, oldest first.
    """

    def __init__(
        self,
        debts: Iterable[OpenDebit],
        offers: Mapping[UUID, Sequence[Offer]],
        cleared: Mapping[UUID, Sequence[Cleared]],
    ) -> None:
        self._debts = {debt.item_id: debt for debt in debts}
        self._offers = dict(offers)
        self._cleared = {item_id: list(parts) for item_id, parts in cleared.items()}

    def spend(self, payment: NewPayment, own: Iterable[UUID], nameable: Set[UUID]) -> Spent:
        """Spread one payment: over what its payer names, else by its rule over the customer's own debts.

        `own` are the debts of its customer, `nameable` those that its payer may name, all of the payment's entity
        and currency. Raises the refusals of share_as_designated, and ShortOfMoreThanOpen.
        """
        shares = self._less_discounts(payment, own, nameable) or self._shares(payment, own, nameable)
        discounts: dict[UUID, EarnedDiscount] = {}
        # Who has money left is not short for the sake of the discount.
        if payment.designations or payment.amount == Money.total((s.amount for s in shares), payment.amount.currency):
            # Who says why something is missing has not taken a discount.
            explained = {*payment.contested, *(shortfall.item_id for shortfall in payment.shortfalls)}
            early = [share for share in shares if share.item_id not in explained]
            discounts = discounts_of_shares(early, payment.received_date, self._debts, self._offers)
        for share in shares:
            # What is paid after an offer's last day ends it: not all was paid in time.
            self._offers[share.item_id] = self._in_time(share.item_id, payment.received_date)
            earned = discounts.get(share.item_id)
            settled = share.amount if earned is None else share.amount + earned.amount
            self._debts[share.item_id] = _less(self._debts[share.item_id], settled)
        shortfalls = tuple(self._taxed(shortfall, payment.received_date) for shortfall in payment.shortfalls)
        for shortfall in shortfalls:
            self._let_off(shortfall, nameable)
        return Spent(tuple(shares), discounts, shortfalls)

    def still_cleared(self) -> Iterator[tuple[UUID, Cleared]]:
        """What no payment took the place of, as far as it is open."""
        for item_id, parts in self._cleared.items():
            left = self._debts[item_id].open_amount
            for part in parts:
                amount = min(part.amount, left)
                if amount.is_positive:
                    yield item_id, replace(part, amount=amount)
                left -= amount

    def _less_discounts(self, payment: NewPayment, own: Iterable[UUID], nameable: Set[UUID]) -> list[Share]:
        """The shares of a payment that is just what its payer's debts come to, each less the discount that it offers.

        Of all debts that the payer names, or of the oldest ones. Blank where it is not; what another system cleared
        has no discount to wait for.
        """
        if any(designation.amount is not None for designation in payment.designations):
            return []
        if payment.designations:
            named = dict.fromkeys(designation.item_id for designation in payment.designations)
            debts = [self._debts[item_id] for item_id in named if item_id in nameable]
        elif payment.spread is Spread.OLDEST_FIRST:
            debts = in_order_of_due_dates(self._debts[item_id] for item_id in own)
        else:
            return []
        not_cleared = takewhile(lambda debt: debt.item_id not in self._cleared, debts)
        shares = share_less_discounts(payment.amount, payment.received_date, not_cleared, self._offers)
        return [] if payment.designations and len(shares) < len(debts) else shares

    def _let_off(self, shortfall: Shortfall, nameable: Set[UUID]) -> None:
        if shortfall.item_id not in nameable:
            raise DesignatedItemIsNotOpen(item_id=shortfall.item_id)
        debt = self._debts[shortfall.item_id]
        if not shortfall.amount.is_positive or shortfall.amount > debt.open_amount:
            raise ShortOfMoreThanOpen(item_id=debt.item_id, amount=shortfall.amount, open=debt.open_amount)
        self._debts[debt.item_id] = _less(debt, shortfall.amount)

    def _taxed(self, shortfall: Shortfall, day: date) -> Shortfall:
        """A discount that was offered lessens the tax as the offer says, also beside other reasons to be short."""
        if shortfall.kind is not ShortfallKind.DISCOUNT or shortfall.tax is not None:
            return shortfall
        earned = earned_discount(
            shortfall.amount, Money.zero(shortfall.amount.currency), day, self._offers.get(shortfall.item_id, ())
        )
        return shortfall if earned is None else replace(shortfall, tax=earned.tax)

    def _in_time(self, item_id: UUID, day: date) -> list[Offer]:
        return [offer for offer in self._offers.get(item_id, ()) if offer.last_date >= day]

    def _shares(self, payment: NewPayment, own: Iterable[UUID], nameable: Set[UUID]) -> list[Share]:
        if payment.designations:
            named = dict.fromkeys(designation.item_id for designation in payment.designations)
            debts = [self._debts[item_id] for item_id in named if item_id in nameable]
            shares = share_as_designated(payment.amount, payment.designations, debts)
            self._take_place(shares, payment.received_date)
            return shares
        if payment.spread is not Spread.OLDEST_FIRST:
            return []
        return self._oldest_first(payment, [self._debts[item_id] for item_id in own])

    def _oldest_first(self, payment: NewPayment, debts: Sequence[OpenDebit]) -> list[Share]:
        """First what another system cleared since the payment came: most likely by this payment. Then the rest."""
        cleared = [replace(debt, open_amount=self._cleared_since(debt, payment.received_date)) for debt in debts]
        first = share_oldest_first(payment.amount, cleared)
        open_debts = [_less(debt, self._cleared_since(debt, date.min)) for debt in debts]
        self._take_place(first, payment.received_date)
        left = payment.amount - Money.total((share.amount for share in first), payment.amount.currency)
        return _merged([*first, *(share_oldest_first(left, open_debts) if left.is_positive else [])])

    def _cleared_since(self, debt: OpenDebit, day: date) -> Money:
        parts = self._cleared.get(debt.item_id, ())
        cleared = Money.total((part.amount for part in parts if part.on >= day), debt.open_amount.currency)
        return min(cleared, debt.open_amount)

    def _take_place(self, shares: Iterable[Share], day: date) -> None:
        """Lessen what is cleared: first what was cleared on the payment's day or later, then what was before."""
        for share in shares:
            parts = self._cleared.get(share.item_id)
            if parts is None:
                continue
            left = share.amount
            for position in sorted(range(len(parts)), key=lambda position: (parts[position].on < day, position)):
                taken = min(left, parts[position].amount)
                parts[position] = replace(parts[position], amount=parts[position].amount - taken)
                left -= taken


def _less(debt: OpenDebit, settled: Money) -> OpenDebit:
    return replace(debt, open_amount=debt.open_amount - settled)


def _merged(shares: Iterable[Share]) -> list[Share]:
    amounts: dict[UUID, Money] = {}
    for share in shares:
        amounts[share.item_id] = amounts[share.item_id] + share.amount if share.item_id in amounts else share.amount
    return [Share(item_id, amount) for item_id, amount in amounts.items()]
