"""Amounts, counts and days as BAI2 writes them; what cannot be read is refused with its place."""

import re
from datetime import date

from openbill.cash_application.reading.bai2.records import Fields
from openbill.cash_application.reading.days import day_of_six
from openbill.cash_application.reading.place import Place
from openbill.primitives.money import Money

_AMOUNT = re.compile(r"[+-]?[0-9]{1,30}", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)
_LARGEST = 2**63 - 1


def read_units(text: str, place: Place) -> int:
    """An amount in minor units, as it is written, with its sign; blank is nothing."""
    if not text:
        return 0
    if not _AMOUNT.fullmatch(text):
        raise place.refusal(reason=f'"{text[:40]}" is no amount')
    units = int(text)
    if abs(units) > _LARGEST:
        raise place.refusal(reason=f"{text} is more than an account can hold")
    return units


def read_amount(text: str, currency: str, place: Place) -> Money:
    """An amount that has to be told."""
    if not text:
        raise place.refusal(reason="no amount is told")
    return Money(read_units(text, place), currency)


def read_count(text: str, place: Place) -> int:
    """How many records, accounts or groups there are."""
    if not _COUNT.fullmatch(text):
        raise place.refusal(reason=f'"{text[:40]}" is no number')
    return int(text)


def read_day(text: str, place: Place) -> date:
    """YYMMDD, or YYYYMMDD as BTRS writes it."""
    if len(text) != 8:
        return day_of_six(text, place)
    try:
        return date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        raise place.refusal(reason=f'"{text[:40]}" is no date') from None


def take_funds(fields: Fields, place: Place) -> date | None:
    """Take when the money can be used, in whatever form; the value date where that is told as a day."""
    kind = fields.take()
    if kind == "V":
        day = fields.take()
        fields.take()
        return read_day(day, place) if day else None
    if kind == "S":
        for _ in range(3):
            read_units(fields.take(), place)
    elif kind == "D":
        for _ in range(read_count(fields.take() or "0", place)):
            if fields.are_over:
                raise place.refusal(reason="it breaks off")
            fields.take()
            read_units(fields.take(), place)
    elif kind not in ("", "0", "1", "2", "Z"):
        raise place.refusal(reason=f'"{kind[:20]}" is not known as a kind of funds')
    return None
