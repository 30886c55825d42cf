"""How amounts, quantities, percents and days are written in a language."""

from collections.abc import Callable
from copy import copy
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval
from babel.numbers import get_decimal_symbol, get_group_symbol

from openbill.documents.rendering.words import FALLBACK, printed_language
from openbill.primitives.currency import exponent

MINUS = "\u2212"
NO_BREAK = "\u00a0"
LOCALE_OF_FALLBACK = "en_001"
"""English of the world: days before months, and months by name, so that nobody takes 3/4 for another day."""

MOST_DECIMALS = 6


class Figures:
    """The figures of one locale, by CLDR; minus is the sign of that name, and a code stands beside its amount."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        self._decimal = locale.decimal_formats[None]
        self._groups_by_thousands = self._decimal.grouping == (3, 3)
        self._group, self._point = get_group_symbol(locale), get_decimal_symbol(locale)
        self._percent_sign = locale.percent_formats[None].suffix[0].replace(" ", NO_BREAK)
        self._code_comes_first = locale.currency_formats["standard"].pattern.strip().startswith("¤")
        self._days = "yMMMd" if "MMM" in locale.date_formats["medium"].pattern else "yMd"
        self._patterns: dict[tuple[int, int], Callable[[Decimal], str]] = {}

    def amount(self, minor_units: int, currency: str) -> str:
        """An amount without its currency: 1,234.50."""
        decimals = exponent(currency)
        if not self._groups_by_thousands:
            return self._written(Decimal(minor_units).scaleb(-decimals), decimals, decimals)
        # What a pattern of CLDR would do, in a tenth of the time: amounts are most of what is on a sheet.
        whole, part = divmod(abs(minor_units), 10**decimals)
        sign = MINUS if minor_units < 0 else ""
        written = f"{sign}{whole:,}".replace(",", self._group)
        return f"{written}{self._point}{part:0{decimals}}" if decimals else written

    def money(self, minor_units: int, currency: str) -> str:
        """An amount with the code of its currency: EUR 1,234.50, or 1.234,50 EUR."""
        amount = self.amount(minor_units, currency)
        return f"{currency}{NO_BREAK}{amount}" if self._code_comes_first else f"{amount}{NO_BREAK}{currency}"

    def unit_price(self, price: Decimal, currency: str) -> str:
        """A price in major units, with the decimals of the currency or more, at most six."""
        return self._written(price, exponent(currency), MOST_DECIMALS)

    def number(self, number: Decimal) -> str:
        """A number with the decimals that it needs, at most six."""
        return self._written(number, 0, MOST_DECIMALS)

    def percent(self, rate: Decimal) -> str:
        """So much per hundred: 19%, or 19 % where the language parts them."""
        return f"{self.number(rate)}{self._percent_sign}"

    def day(self, day: date) -> str:
        """A day, short enough for a table: 4 Mar 2026, or 04.03.2026."""
        return _day(day, "medium", self.locale)

    def long_day(self, day: date) -> str:
        """A day with its month in full: 4 March 2026."""
        return _day(day, "long", self.locale)

    def period(self, first: date, last: date) -> str:
        """From one day to another, what they share said once: 1–30 Nov 2026, or 01.–30.11.2026."""
        return str(format_interval(first, last, self._days, locale=self.locale))

    def _written(self, number: Decimal, fewest: int, most: int) -> str:
        pattern = self._patterns.get((fewest, most))
        if pattern is None:
            pattern = self._patterns[fewest, most] = self._pattern(fewest, most)
        return pattern(number).replace("-", MINUS)

    def _pattern(self, fewest: int, most: int) -> Callable[[Decimal], str]:
        pattern: Any = copy(self._decimal)
        pattern.frac_prec = (fewest, most)
        return lambda number: str(pattern.apply(number, self.locale))


def figures_of(tag: str) -> Figures:
    """The figures of a tag of BCP 47 where there are words of its language, or else of English."""
    return _figures(tag if printed_language(tag) != FALLBACK or tag.lower().startswith(FALLBACK) else FALLBACK)


@cache
def _figures(tag: str) -> Figures:
    try:
        locale = Locale.parse(tag.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse(printed_language(tag))
    return Figures(Locale.parse(LOCALE_OF_FALLBACK) if str(locale) == FALLBACK else locale)


@lru_cache(maxsize=4_096)
def _day(day: date, length: str, locale: Locale) -> str:
    return str(format_date(day, length, locale=locale))
