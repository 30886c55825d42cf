"""Figures are written as the language of a sheet writes them."""

from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from openbill.documents.rendering.figures import figures_of
from openbill.primitives.currency import exponent


@pytest.mark.parametrize(
    ("language", "amount", "money", "price", "percent", "day", "long_day"),
    [
        ("en", "−1,234,567.89", "EUR 0.05", "0.1845", "12.5%", "4 Mar 2026", "4 March 2026"),
        ("en-US", "−1,234,567.89", "EUR 0.05", "0.1845", "12.5%", "Mar 4, 2026", "March 4, 2026"),
        ("de", "−1.234.567,89", "0,05 EUR", "0,1845", "12,5 %", "04.03.2026", "4. März 2026"),
        ("de-CH", "−1’234’567.89", "EUR 0.05", "0.1845", "12.5%", "04.03.2026", "4. März 2026"),
        ("de_AT", "−1.234.567,89", "EUR 0,05", "0,1845", "12,5 %", "04.03.2026", "4. März 2026"),
        ("fr", "−1\u202f234\u202f567,89", "0,05 EUR", "0,1845", "12,5 %", "4 mars 2026", "4 mars 2026"),
        ("es", "−1.234.567,89", "0,05 EUR", "0,1845", "12,5 %", "4 mar 2026", "4 de marzo de 2026"),
        ("it", "−1,234,567.89", "EUR 0.05", "0.1845", "12.5%", "4 Mar 2026", "4 March 2026"),
        ("xx-nonsense", "−1,234,567.89", "EUR 0.05", "0.1845", "12.5%", "4 Mar 2026", "4 March 2026"),
    ],
)
def test_each_language(language: str, amount: str, money: str, price: str, percent: str, day: str, long_day: str):
    figures = figures_of(language)
    assert figures.amount(-123_456_789, "EUR").replace("\u00a0", " ") == amount
    assert figures.money(5, "EUR").replace("\u00a0", " ") == money
    assert figures.unit_price(Decimal("0.1845"), "EUR") == price
    assert figures.percent(Decimal("12.50")).replace("\u00a0", " ") == percent
    assert figures.day(date(2026, 3, 4)) == day
    assert figures.long_day(date(2026, 3, 4)) == long_day


def test_a_price_has_the_decimals_of_its_currency_and_up_to_six():
    figures = figures_of("en")
    assert figures.unit_price(Decimal(12), "EUR") == "12.00"
    assert figures.unit_price(Decimal("12.123456"), "EUR") == "12.123456"
    assert figures.unit_price(Decimal("12.5"), "JPY") == "12.5"
    assert figures.unit_price(Decimal(12), "BHD") == "12.000"


def test_a_number_has_the_decimals_that_it_needs():
    figures = figures_of("de")
    assert figures.number(Decimal("1E+3")) == "1.000"
    assert figures.number(Decimal("2.500")) == "2,5"
    assert figures.number(Decimal("0.000001")) == "0,000001"


def test_what_the_ends_of_a_period_share_is_said_once():
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    assert figures_of("en").period(first, last) == "1–30 Nov 2026"
    assert figures_of("de").period(first, last) == "01.–30.11.2026"
    assert figures_of("en").period(date(2025, 12, 15), last) == "15 Dec 2025\u2009–\u200930 Nov 2026"


@given(
    minor_units=st.integers(-(2**63), 2**63 - 1),
    currency=st.sampled_from(["EUR", "JPY", "BHD", "CLF"]),
    language=st.sampled_from(["en", "en-US", "en-IN", "de", "de-CH", "de-AT"]),
)
def test_amounts_are_written_as_cldr_has_it(minor_units: int, currency: str, language: str):
    figures = figures_of(language)
    decimals = exponent(currency)
    pattern = "#,##,##0" if language == "en-IN" else "#,##0"
    pattern += "." + "0" * decimals if decimals else ""
    value = Decimal(minor_units).scaleb(-decimals)
    expected = format_decimal(value, format=pattern, locale=figures.locale).replace("-", "\u2212")
    assert figures.amount(minor_units, currency) == expected


def test_the_largest_amount_is_written_in_full():
    assert figures_of("en").amount(2**63 - 1, "EUR") == "92,233,720,368,547,758.07"
