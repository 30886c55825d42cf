"""Days, amounts and references as SWIFT writes them; what cannot be read is refused with its place."""

import re
from datetime import date

from openbill.cash_application.reading.amounts import checked_currency, money_of
from openbill.cash_application.reading.place import Place
from openbill.primitives.money import Money

_AMOUNT = re.compile(r"(?=[.,]?[0-9])[0-9]{0,30}([.,][0-9]{0,30})?", re.ASCII)
_NONE = ("NONREF", "NOTPROVIDED", "NONE", "EREF", "KREF", "EREF+", "KREF+")
"""What stands where there is no reference, or where another field tells it."""


def read_amount(text: str, currency: str, place: Place) -> Money:
    """An amount, which is never negative here; a few banks write a point for the comma."""
    if not currency:
        raise place.refusal(reason="the amount has no currency")
    if not _AMOUNT.fullmatch(text):
        raise place.refusal(reason=f'"{text[:40]}" is no amount')
    number = text.replace(",", ".").rstrip(".")
    return money_of(f"0{number}" if number.startswith(".") else number, checked_currency(currency, place), place)


def read_day_near(text: str, near: date, place: Place) -> date:
    """MMDD in the year in which it is nearest to the other day."""
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(date.fromisoformat(f"{year}-{text[:2]}-{text[2:]}"))
        except ValueError:
            continue
    if not days:
        raise place.refusal(reason=f'"{text[:40]}" is no date')
    return min(days, key=lambda day: abs(day - near))


def identifier(text: str) -> str:
    """A reference without spaces around; blank where it says that there is none."""
    text = text.strip()
    return "" if text.replace(" ", "").upper() in _NONE else text
