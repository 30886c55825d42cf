"""Amounts as banks write them, in a currency that is told beside."""

from decimal import Decimal

from openbill.cash_application.reading.place import Place
from openbill.primitives.currency import is_currency
from openbill.primitives.money import AmountTooLarge, Money, TooManyDecimals


def checked_currency(currency: str, place: Place) -> str:
    """The currency itself; refused where it is none, or none any more."""
    if not is_currency(currency):
        raise place.refusal(reason=f'"{currency[:20]}" is no currency')
    return currency


def money_of(number: str, currency: str, place: Place) -> Money:
    """A number with a point before its decimals as money; refused where the currency or an account cannot hold it."""
    try:
        return Money.of(Decimal(number), currency)
    except TooManyDecimals:
        raise place.refusal(reason=f"{number} has more decimals than {currency} knows") from None
    except AmountTooLarge:
        raise place.refusal(reason=f"{number} is more than an account can hold") from None
