"""How amounts and days are written for a customer, in the customer's language."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency

from openbill.primitives.currency import exponent
from openbill.primitives.money import Money


def written_amount(amount: Money, language: str) -> str:
    """ "1,234.50 EUR", with the decimals of ISO 4217: the ones that Babel knows are for cash, and differ."""
    decimals = exponent(amount.currency)
    pattern = f"#,##0{'.' + '0' * decimals if decimals else ''}\u00a0¤¤"
    return format_currency(
        amount.as_decimal(), amount.currency, format=pattern, locale=_locale(language), currency_digits=False
    )


def written_day(day: date, language: str) -> str:
    """ "3 March 2026"."""
    return format_date(day, format="long", locale=_locale(language))


def _locale(language: str) -> str:
    return "de" if language.lower().startswith("de") else "en_GB"
