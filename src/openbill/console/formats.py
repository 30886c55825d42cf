"""How the reader writes amounts, numbers, dates and times."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from django.http import HttpRequest

from openbill.primitives.currency import exponent
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

_MONEY_IN_SENTENCE = re.compile(r"(?<![\w.,-])(\d+(?:\.\d+)?) ([A-Z]{3})\b")
_DAY_IN_SENTENCE = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")
_MINUS = "−"
"""The true minus sign: as wide as a plus, and no hyphen at which a line breaks."""


def locale_of(language: str, request: HttpRequest) -> Locale:
    """The browser's locale of the page's language (en-US of "en"), else the language's own; English as in Europe."""
    for asked in request.headers.get("Accept-Language", "").split(","):
        tag = asked.partition(";")[0].strip()
        if tag.lower().startswith(f"{language}-"):
            try:
                return Locale.parse(tag, sep="-")
            except (UnknownLocaleError, ValueError):
                continue
    return Locale.parse("en_GB" if language == "en" else language)


@dataclass(frozen=True)
class Formats:
    """Writes for one reader; amounts come in minor units of their currency, as everywhere."""

    locale: Locale
    time_zone: str

    def amount(self, minor: int, currency: str) -> str:
        """ "−1,204.50", without the currency; as many decimals as the currency has."""
        digits = exponent(currency)
        group, point = self._signs
        whole, part = divmod(abs(int(minor)), 10**digits)
        written = f"{whole:,}".replace(",", group) + (f"{point}{part:0{digits}}" if digits else "")
        return f"{_MINUS}{written}" if minor < 0 else written

    def money(self, minor: int, currency: str) -> str:
        """ "−€1,204.50": the amount with its currency, where the locale has it."""
        digits = exponent(currency)
        written = babel_numbers.format_currency(
            Decimal(abs(minor)).scaleb(-digits),
            currency,
            locale=self.locale,
            currency_digits=False,
            format=self._money_pattern(currency, digits),
        )
        return f"{_MINUS}{written}" if minor < 0 else written

    def money_in_two(self, minor: int, currency: str) -> tuple[str, str, str]:
        """What stands before the decimals, the decimals with their sign, and what follows, for large figures."""
        written = self.money(minor, currency)
        digits = exponent(currency)
        if not digits:
            return written, "", ""
        sign = babel_numbers.get_decimal_symbol(self.locale)
        place = written.rindex(sign)
        end = place + len(sign) + digits
        return written[:place], written[place:end], written[end:]

    def number(self, value: int | Decimal) -> str:
        return self._proper(babel_numbers.format_decimal(value, locale=self.locale))

    def price(self, value: Decimal, currency: str) -> str:
        """A price with at least the decimals of its currency, and all of its own."""
        pattern = "#,##0." + "0" * exponent(currency) + "#" * (6 - exponent(currency))
        return self._proper(babel_numbers.format_decimal(value, format=pattern, locale=self.locale))

    def exact(self, value: Decimal) -> str:
        """A number with all its decimals, and no more: to be typed over."""
        plain = value.normalize()
        plain = plain.quantize(Decimal(1)) if plain == plain.to_integral() else plain
        return self._proper(babel_numbers.format_decimal(plain, locale=self.locale, decimal_quantization=False))

    def percent(self, share: Decimal) -> str:
        """A share of one as percent with one decimal: "33.4%"."""
        return babel_numbers.format_percent(share, format="#,##0.0\u00a0%", locale=self.locale)

    def exchange_rate(self, value: Decimal) -> str:
        """A rate with at least four decimals, so that they stand below each other, and all of its own."""
        return babel_numbers.format_decimal(value, format="#,##0.0000########", locale=self.locale)

    def rate(self, percent: Decimal) -> str:
        """A rate per hundred with all its decimals: "7.5 %"."""
        return f"{self.exact(percent)}\u00a0%"

    def day(self, day: date) -> str:
        """ "24 Nov 2026"."""
        return _day(day, self.locale)

    def short_day(self, day: date) -> str:
        """ "24 Nov": where the year is plain."""
        return _short_day(day, self.locale)

    def month(self, day: date) -> str:
        """ "November 2026"."""
        return babel_dates.format_skeleton("yMMMM", day, locale=self.locale)

    def long_day(self, day: date) -> str:
        """ "Tuesday 24 November 2026"."""
        return babel_dates.format_date(day, format="full", locale=self.locale)

    def moment(self, at: datetime) -> str:
        """ "24 Nov 2026, 09:14" in the organization's time zone."""
        local = at.astimezone(self._zone)
        return f"{self.day(local.date())}, {babel_dates.format_time(local.time(), format='short', locale=self.locale)}"

    def local(self, at: datetime) -> datetime:
        """The time of an instant in the organization's time zone, as its clocks show it."""
        return at.astimezone(self._zone).replace(tzinfo=None, microsecond=0)

    def local_day(self, at: datetime) -> date:
        """The day of an instant in the organization's time zone."""
        return at.astimezone(self._zone).date()

    def near_day(self, day: date, today: date) -> str:
        """A day of this year without its year."""
        return self.short_day(day) if abs(day - today) < timedelta(days=200) else self.day(day)

    def in_sentence(self, sentence: str) -> str:
        """A sentence of a program, with its amounts ("17534.40 EUR") and days ("2026-11-27") written as here."""
        written = _MONEY_IN_SENTENCE.sub(self._money_in_sentence, sentence)
        return _DAY_IN_SENTENCE.sub(self._day_in_sentence, written)

    def _money_in_sentence(self, found: re.Match[str]) -> str:
        try:
            amount = Money.of(found[1], found[2])
        except Refusal:
            return found[0]
        return self.money(amount.minor_units, amount.currency)

    def _day_in_sentence(self, found: re.Match[str]) -> str:
        try:
            return self.day(date.fromisoformat(found[0]))
        except ValueError:
            return found[0]

    @cached_property
    def _signs(self) -> tuple[str, str]:
        """What stands between thousands, and before the decimals; a page writes hundreds of amounts."""
        return babel_numbers.get_group_symbol(self.locale), babel_numbers.get_decimal_symbol(self.locale)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def _money_pattern(self, currency: str, digits: int) -> str:
        pattern = str(self.locale.currency_formats["standard"].pattern).split(";")[0]
        if babel_numbers.get_currency_symbol(currency, self.locale)[-1].isalpha():
            # A code that touches its number would be read as one word.
            pattern = pattern.replace("¤#", "¤\u00a0#")
        return pattern.replace("0.00", "0" + ("." + "0" * digits if digits else ""))

    @staticmethod
    def _proper(written: str) -> str:
        return written.replace("-", _MINUS)


# A page names the same few days again and again.
@lru_cache(maxsize=10_000)
def _day(day: date, locale: Locale) -> str:
    return babel_dates.format_date(day, format="medium", locale=locale)


@lru_cache(maxsize=10_000)
def _short_day(day: date, locale: Locale) -> str:
    return babel_dates.format_skeleton("MMMd", day, locale=locale)
