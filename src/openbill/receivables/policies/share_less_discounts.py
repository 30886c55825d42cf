"""How a payment is spread that is just what several debts come to, each less its early-payment discount."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from openbill.primitives.money import Money
from openbill.receivables.policies.earned_discount import EarnedDiscount, Offer, earned_discount
from openbill.receivables.types import OpenDebit, Share


def share_less_discounts(
    paid: Money, paid_on: date, debits: Iterable[OpenDebit], offers: Mapping[UUID, Sequence[Offer]]
) -> list[Share]:
    """Spend a payment on the first debts in the order given, each less the most that it offers on the day.

    Nothing where the payment is not just that, to the last minor unit, or comes to a debt of which a part is disputed.
    """
    shares: list[Share] = []
    left = paid
    for debit in debits:
        if debit.open_amount.is_zero:
            continue
        if debit.undisputed_amount != debit.open_amount:
            return []
        discounts = [offer.amount for offer in offers.get(debit.item_id, ()) if offer.last_date >= paid_on]
        share = debit.open_amount - max(discounts, default=Money.zero(paid.currency))
        if not share.is_positive or share > left:
            return []
        shares.append(Share(debit.item_id, share))
        left -= share
        if left.is_zero:
            return shares
    return []


def discounts_of_shares(
    shares: Iterable[Share], paid_on: date, debits: Mapping[UUID, OpenDebit], offers: Mapping[UUID, Sequence[Offer]]
) -> dict[UUID, EarnedDiscount]:
    """The discounts that the shares of one payment earn, by the debt.

    Who contests a part is short for the sake of that, and earns nothing.
    """
    discounts = {}
    for share in shares:
        debit = debits[share.item_id]
        if debit.undisputed_amount != debit.open_amount:
            continue
        earned = earned_discount(debit.open_amount, share.amount, paid_on, offers.get(share.item_id, ()))
        if earned is not None:
            discounts[share.item_id] = earned
    return discounts
