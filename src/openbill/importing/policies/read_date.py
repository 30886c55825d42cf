"""How a date is written, and which day it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.types.files import DateOrder

_MEMORY = 20_000
_LONGEST = 40
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})" + _TIME, re.ASCII)
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{6}Z?)?", re.ASCII)
_NAMED_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.)?[-/. ]+(?:de )?([^\W\d]{3,10})\.?(?:[-/. ,]+(?:de )?)(\d{4}|\d{2})"
)
_NAMED_MONTH_FIRST = re.compile(r"([^\W\d]{3,10})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jän jänner janvier janv ene enero",
            "feb february februar février févr fév febrero",
            "mar march märz mrz mär maerz mars marzo",
            "apr april avril avr abr abril",
            "may mai mayo",
            "jun june juni juin junio",
            "jul july juli juillet juil julio",
            "aug august août aout ago agosto",
            "sep sept september septembre septiembre",
            "oct okt october oktober octobre octubre",
            "nov november novembre noviembre",
            "dec dez dic december dezember décembre déc diciembre",
        ),
        start=1,
    )
    for name in names.split()
}

REMEDY_BY_ORDER: dict[DateOrder, str] = {
    "YMD": "Write it as YYYY-MM-DD.",
    "DMY": "Write it as DD.MM.YYYY, or as YYYY-MM-DD.",
    "MDY": "Write it as MM/DD/YYYY, or as YYYY-MM-DD.",
}


@dataclass(slots=True)
class DateEvidence:
    """What the dates of one column prove about their order."""

    year_first: int = 0
    day_first: int = 0
    month_first: int = 0
    either: int = 0
    dotted: int = 0
    other: int = 0

    @property
    def dates(self) -> int:
        return self.year_first + self.day_first + self.month_first + self.either

    @property
    def proven_order(self) -> DateOrder | None:
        if self.day_first or self.month_first:
            return "DMY" if self.day_first >= self.month_first else "MDY"
        if self.year_first and not self.either:
            return "YMD"
        return None

    def weigh(self, values: Iterable[str]) -> None:
        for value in values:
            self.weigh_one(value)

    def weigh_one(self, raw: str) -> None:
        value = raw.strip()
        if not value:
            return
        if len(value) > _LONGEST:
            self.other += 1
            return
        match = _YEAR_LAST.fullmatch(value)
        if match is None:
            if _YEAR_FIRST.fullmatch(value) or _DIGITS.fullmatch(value) or _named(value):
                self.year_first += 1
            else:
                self.other += 1
            return
        first, second = int(match[1]), int(match[3])
        self.dotted += match[2] == "."
        if first <= 12 and second <= 12:
            self.either += 1
        elif first <= 31 and second <= 12:
            self.day_first += 1
        elif first <= 12 and second <= 31:
            self.month_first += 1
        else:
            self.other += 1


class DateReader(dict[str, date]):
    """Text to date in one order; each spelling is worked out once and remembered, up to a bound."""

    def __init__(self, order: DateOrder) -> None:
        super().__init__()
        self._order = order

    def __missing__(self, raw: str) -> date:
        day = date_in_order(raw, self._order)
        if len(self) >= _MEMORY:
            self.clear()
        self[raw] = day
        return day


def date_in_order(raw: str, order: DateOrder) -> date:
    """The day that a text means; a year of two digits is 2000 to 2068 or 1969 to 1999 (POSIX).

    Raises CellRefused.
    """
    value = raw.strip().lstrip("'")
    if len(value) > _LONGEST:
        raise CellRefused(f"'{value[:_LONGEST]}...' is not a date", REMEDY_BY_ORDER[order])
    if match := _YEAR_FIRST.fullmatch(value):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := _DIGITS.fullmatch(value):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _YEAR_LAST.fullmatch(value):
        if order == "YMD":
            raise CellRefused(f"'{value}' is not written like the other dates of its column", REMEDY_BY_ORDER[order])
        first, second, year = int(match[1]), int(match[3]), _full_year(match[4])
        day, month = (first, second) if order == "DMY" else (second, first)
    elif named := _named(value):
        year, month, day = named
    elif value.isascii() and value.isdigit() and len(value) == 5:
        raise CellRefused(
            f"'{value}' is a day number of a spreadsheet, not a date",
            "Format the column as a date in the spreadsheet and export it again.",
        )
    else:
        raise CellRefused(f"'{value}' is not a date", REMEDY_BY_ORDER[order])
    try:
        found = date(year, month, day)
    except ValueError:
        raise CellRefused(f"'{value}' is not a date on the calendar", REMEDY_BY_ORDER[order]) from None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise CellRefused(f"'{value}' lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}", "Correct the year.")
    return found


def _named(value: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date with the month in words, in four languages."""
    if match := _NAMED_DAY_FIRST.fullmatch(value):
        day, name, year = match[1], match[2], match[3]
    elif match := _NAMED_MONTH_FIRST.fullmatch(value):
        name, day, year = match[1], match[2], match[3]
    else:
        return None
    month = _MONTHS.get(name.casefold())
    return None if month is None else (_full_year(year), month, int(day))


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year <= 68 else 1900)
