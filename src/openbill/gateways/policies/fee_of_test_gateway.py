"""What the test gateway keeps of a payment: as cards cost in many places, 1.4 % and 0.25 of a unit."""

from fractions import Fraction

from openbill.primitives.currency import exponent
from openbill.primitives.money import Money
from openbill.primitives.rounding import round_half_away

CHARGEBACK_UNITS = 15


def fee_of_payment(amount: Money) -> Money:
    """In the payment's currency, and never more than the payment."""
    fixed = Fraction(1, 4) * 10 ** exponent(amount.currency)
    return min(Money(round_half_away(amount.minor_units * Fraction(14, 1000) + fixed), amount.currency), amount)


def fee_of_chargeback(currency: str) -> Money:
    return Money(CHARGEBACK_UNITS * 10 ** exponent(currency), currency)
