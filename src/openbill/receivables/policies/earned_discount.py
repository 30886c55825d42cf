"""Whether a payer earned the discount that was taken off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openbill.primitives.money import Money
from openbill.primitives.rounding import multiply_and_divide


@dataclass(frozen=True, slots=True)
class Offer:
    """So much off a debt that is settled by a day, the grace included; `tax` is a part of the amount."""

    last_date: date
    amount: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class EarnedDiscount:
    """What the payer kept, and the part of it by which the tax is lessened."""

    amount: Money
    tax: Money


def earned_discount(open_amount: Money, paid: Money, paid_on: date, offers: Sequence[Offer]) -> EarnedDiscount | None:
    """The discount that a payment earns on a debt: what it is short of, where an offer allows that much that day.

    A debt is settled with it or not at all: who pays less than the debt less the discount has paid a part, and
    the rest stays owed; who pays late is short, whatever was taken off. Who takes off less than offered keeps just
    that; the tax goes with it in proportion. Of several offers the one that holds longest and allows it counts.
    """
    short = open_amount - paid
    if not short.is_positive:
        return None
    for offer in sorted(offers, key=lambda offer: offer.last_date, reverse=True):
        if paid_on <= offer.last_date and short <= offer.amount:
            tax = multiply_and_divide(offer.tax.minor_units, short.minor_units, offer.amount.minor_units)
            return EarnedDiscount(short, Money(tax, short.currency))
    return None
