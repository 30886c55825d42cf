"""What of an issued document can still be credited, tax code by tax code."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from openbill.invoicing.types import TaxLeft
from openbill.primitives.money import Money
from openbill.primitives.rounding import multiply_and_divide


def less_given_up(
    left: Mapping[UUID, TaxLeft], charged: Mapping[UUID, TaxLeft], given_up: Money, tax: Money | None = None
) -> dict[UUID, TaxLeft]:
    """What is left after so much of the gross amount was given up: a discount, a write-off.

    It is spread over the codes in proportion to what was charged, as far as something is left of each. `tax` is what
    of it lessened the tax; where that is not said, net and tax become less in proportion.
    """
    rooms = {code: _positive(each.gross) for code, each in left.items()}
    parts = _spread(given_up, {code: charged[code].gross for code in left}, rooms)
    if tax is None:
        taxes = {code: _in_proportion(parts[code], charged[code]) for code in left}
    else:
        rooms = {code: min(_positive(each.tax), parts[code]) for code, each in left.items()}
        taxes = _spread(tax, {code: charged[code].tax for code in left}, rooms)
    return {code: _less(each, parts[code], taxes[code]) for code, each in left.items()}


def _less(left: TaxLeft, part: Money, tax: Money) -> TaxLeft:
    """Neither net nor tax becomes less than nothing by rounding."""
    if part.is_zero:
        return left
    tax = min(left.tax, max(tax, part - left.base))
    return replace(left, base=left.base - (part - tax), tax=left.tax - tax)


def _spread(amount: Money, weights: Mapping[UUID, Money], rooms: Mapping[UUID, Money]) -> dict[UUID, Money]:
    """The parts of an amount by weight, none more than its room; what has no room goes to those that have."""
    parts = {code: Money.zero(amount.currency) for code in rooms}
    remaining = amount
    while remaining.is_positive:
        roomy = [code for code in rooms if parts[code] < rooms[code] and weights[code].is_positive]
        if not roomy:
            break
        shares = remaining.share([weights[code].minor_units for code in roomy])
        for code, share in zip(roomy, shares, strict=True):
            part = min(share, rooms[code] - parts[code])
            parts[code] += part
            remaining -= part
    return parts


def _in_proportion(part: Money, charged: TaxLeft) -> Money:
    if part.is_zero:
        return part
    return Money(
        multiply_and_divide(part.minor_units, charged.tax.minor_units, charged.gross.minor_units), part.currency
    )


def _positive(amount: Money) -> Money:
    return max(amount, Money.zero(amount.currency))
