"""A percentage of an amount, exact until the one rounding."""

from decimal import Decimal
from fractions import Fraction

from openbill.primitives.money import Money
from openbill.primitives.rounding import multiply_and_divide


def percentage_of(amount: Money, rate_percent: int | Decimal | Fraction) -> Money:
    """rate_percent per hundred of the amount, rounded once: 19 of 0.50 EUR is 0.10 EUR."""
    assert not isinstance(rate_percent, float), "A rate is a whole number, Decimal or Fraction."
    numerator, denominator = rate_percent.as_integer_ratio()
    return Money(multiply_and_divide(amount.minor_units, numerator, 100 * denominator), amount.currency)


def exact_percentage_of(amount: Money, rate_percent: int | Decimal | Fraction) -> Fraction:
    """The same in minor units and unrounded, for sums that are rounded once at their end."""
    assert not isinstance(rate_percent, float), "A rate is a whole number, Decimal or Fraction."
    return amount.minor_units * Fraction(rate_percent) / 100
