"""The one rounding rule: to the nearest minor unit, halves away from zero.

PostgreSQL's round(numeric) is the same rule ("rounds to nearest integer; ties are broken by
rounding away from zero"), so a figure that is computed in SQL and one that is computed here
agree to the last unit. round(double precision) is another rule and has no place near money.
"""

from decimal import Decimal
from fractions import Fraction


def round_half_away(value: Decimal | Fraction) -> int:
    """The nearest whole number; 0.5 becomes 1 and -0.5 becomes -1."""
    return divide_half_away(*value.as_integer_ratio())


def multiply_and_divide(amount: int, numerator: int, denominator: int) -> int:
    """amount * numerator / denominator, exact until the one rounding at the end."""
    return divide_half_away(amount * numerator, denominator)


def divide_half_away(numerator: int, denominator: int) -> int:
    """numerator / denominator, rounded once."""
    assert denominator != 0, "Nothing can be divided by zero."
    magnitude = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return magnitude if (numerator < 0) == (denominator < 0) else -magnitude
