"""What each payment of a batch settles, one after the other, with the discounts that they earn."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
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


class Debts:
    """The open debts of a batch, as they become less while its payments are spread."""

    def __init__(self, debts: Iterable[OpenDebit], offers: Mapping[UUID, Sequence[Offer]]) -> None:
        self._debts = {debt.item_id: debt for debt in debts}
        self._offers = offers

    def spend(self, payment: NewPayment, own: Iterable[UUID], nameable: Set[UUID]) -> Spent:
        """Spread one payment: over what its payer names, else by its rule over the customer's own debts.

        `own` are the debts of its customer, `nameable` those that its payer may name, all of the payment's entity
        and currency. Raises the refusals of share_as_designated.
        """
        if payment.designations:
            named = dict.fromkeys(designation.item_id for designation in payment.designations)
            debts = [self._debts[item_id] for item_id in named if item_id in nameable]
            shares = share_as_designated(payment.amount, payment.designations, debts)
        elif payment.spread is Spread.OLDEST_FIRST:
            shares = share_oldest_first(payment.amount, [self._debts[item_id] for item_id in own])
        else:
            shares = []
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
            settled = share.amount if earned is None else share.amount + earned.amount
            self._debts[share.item_id] = _less(debt, settled)
        return Spent(tuple(shares), discounts)


def _less(debt: OpenDebit, settled: Money) -> OpenDebit:
    return replace(debt, open_amount=debt.open_amount - settled)
