"""An amount of one currency in another, at a stated rate."""

from decimal import Decimal
from fractions import Fraction

from openbill.primitives.currency import exponent
from openbill.primitives.rounding import round_half_away


def convert_at_rate(minor_units: int, from_currency: str, to_currency: str, rate: Decimal) -> int:
    """Minor units of one currency in minor units of another, rounded once.

    The rate is units of `to_currency` for one unit of `from_currency`, in major units as it is
    quoted: 100 JPY at 0.0061 EUR are 0.61 EUR, thus 100 become 61. The decimals of both
    currencies are taken into account.
    """
    assert isinstance(rate, Decimal), "A rate is a Decimal."
    assert rate.is_finite(), "A rate is a number."
    assert rate > 0, "A rate is above zero."
    assert from_currency != to_currency or rate == 1, "A currency is worth itself."

    per_minor_unit = Fraction(rate) * Fraction(10) ** (exponent(to_currency) - exponent(from_currency))
    return round_half_away(minor_units * per_minor_unit)
