"""What each payment of a batch settles, one after the other, with the discounts that they earn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from openbill.payments.types import NewPayment, Spread
from openbill.primitives.money import Money
from openbill.receivables.policies.earned_discount import EarnedDiscount, Offer, earned_discount
from openbill.receivables.policies.share_as_designated import share_as_designated
from openbill.receivables.policies.share_oldest_first import share_oldest_first
from openbill.receivables.types import OpenDebit, Share


@dataclass(frozen=True, slots=True)
class Spent:
    """The shares of one payment, and the discounts that it earned, by the debt."""

    shares: tuple[Share, ...]
    discounts: Mapping[UUID, EarnedDiscount]


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
        and currency. Raises the refusals of share_as_designated.
        """
        shares = self._all_discounted(payment, own, nameable) or self._shares(payment, own, nameable)
        discounts: dict[UUID, EarnedDiscount] = {}
        is_used_up = payment.amount == Money.total((share.amount for share in shares), payment.amount.currency)
        for share in shares:
            debt = self._debts[share.item_id]
            earned = None
            # Who has money left, or contests a part, is not short for the sake of the discount.
            if (is_used_up or payment.designations) and debt.undisputed_amount == debt.open_amount:
                earned = earned_discount(
                    debt.open_amount, share.amount, payment.received_date, self._offers.get(share.item_id, ())
                )
            if earned is not None:
                discounts[share.item_id] = earned
            # What is paid after an offer's last day ends it: not all was paid in time.
            self._offers[share.item_id] = self._in_time(share.item_id, payment.received_date)
            settled = share.amount if earned is None else share.amount + earned.amount
            self._debts[share.item_id] = _less(debt, settled)
        return Spent(tuple(shares), discounts)

    def still_cleared(self) -> Iterator[tuple[UUID, Cleared]]:
        """What no payment took the place of, as far as it is open."""
        for item_id, parts in self._cleared.items():
            left = self._debts[item_id].open_amount
            for part in parts:
                amount = min(part.amount, left)
                if amount.is_positive:
                    yield item_id, replace(part, amount=amount)
                left -= amount

    def _all_discounted(self, payment: NewPayment, own: Iterable[UUID], nameable: Set[UUID]) -> list[Share]:
        """The shares of a payment that is just what several debts come to, each less the discount that it offers.

        Of the debts that its payer names, or of the oldest ones. Blank where it is not.
        """
        if any(designation.amount is not None for designation in payment.designations):
            return []
        if payment.designations:
            named = dict.fromkeys(designation.item_id for designation in payment.designations)
            debts = [self._debts[item_id] for item_id in named if item_id in nameable]
        elif payment.spread is Spread.OLDEST_FIRST:
            debts = sorted((self._debts[item_id] for item_id in own), key=lambda debt: (debt.due_date, debt.item_id))
            debts = [debt for debt in debts if debt.open_amount.is_positive]
        else:
            return []
        shares: list[Share] = []
        left = payment.amount
        for debt in debts:
            if debt.item_id in self._cleared or debt.undisputed_amount != debt.open_amount:
                return []
            offers = self._in_time(debt.item_id, payment.received_date)
            discount = max((offer.amount for offer in offers), default=None)
            share = debt.open_amount if discount is None else debt.open_amount - discount
            if not share.is_positive or share > left:
                return []
            shares.append(Share(debt.item_id, share))
            left -= share
            if left.is_zero:
                is_all = not payment.designations or len(shares) == len(debts)
                return shares if len(shares) > 1 and is_all else []
        return []

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
