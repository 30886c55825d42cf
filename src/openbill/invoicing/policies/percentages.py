"""What a percentage on a document may be."""

from decimal import Decimal

from openbill.invoicing.types import HUNDRED

PERCENT_DECIMALS = 4


def is_percentage(value: Decimal) -> bool:
    """Whether a value is a number from 0 to 100 with no more decimals than documents keep."""
    return value.is_finite() and 0 <= value <= HUNDRED and decimals_of(value) <= PERCENT_DECIMALS


def decimals_of(value: Decimal) -> int:
    """How many decimals a number has; trailing zeros are none."""
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
