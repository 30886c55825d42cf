"""Amounts, days and times stand as the reader writes them."""

from datetime import UTC, date, datetime
from decimal import Context, Decimal

import pytest
from babel import Locale
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from openbill.console.formats import Formats
from openbill.primitives.currency import exponent

ENGLISH, GERMAN = (Formats(Locale.parse(name), "Europe/Berlin") for name in ("en_GB", "de_DE"))


@pytest.mark.parametrize(
    ("minor", "currency", "english", "german"),
    [
        (1234567_89, "EUR", "€1,234,567.89", "1.234.567,89\u00a0€"),
        (-5, "EUR", "−€0.05", "−0,05\u00a0€"),
        (1234, "JPY", "JP¥1,234", "1.234\u00a0¥"),
        (1234, "KWD", "KWD\u00a01.234", "1,234\u00a0KWD"),
        (0, "GBP", "£0.00", "0,00\u00a0£"),
    ],
)
def test_money_has_the_decimals_of_its_currency(minor: int, currency: str, english: str, german: str):
    assert (ENGLISH.money(minor, currency), GERMAN.money(minor, currency)) == (english, german)


def test_amounts_stand_without_currency():
    assert ENGLISH.amount(-1204_50, "EUR") == "−1,204.50"
    assert GERMAN.amount(1204, "JPY") == "1.204"
    assert ENGLISH.amount(1204, "BHD") == "1.204"


@given(
    st.integers(-(10**20), 10**20),
    st.sampled_from(["EUR", "JPY", "KWD"]),
    st.sampled_from(["en_GB", "de_DE", "de_CH", "fr_FR", "es_ES", "pl_PL", "sv_SE"]),
)
def test_amounts_are_written_as_babel_writes_them(minor: int, currency: str, name: str):
    digits = exponent(currency)
    value = Decimal(minor).scaleb(-digits, Context(prec=40))
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    written = format_decimal(value, format=pattern, locale=name).lstrip("-−")
    assert Formats(Locale.parse(name), "UTC").amount(minor, currency) == ("−" if minor < 0 else "") + written


def test_a_large_figure_comes_in_parts():
    assert ENGLISH.money_in_two(1684213_47, "EUR") == ("€1,684,213", ".47", "")
    assert GERMAN.money_in_two(1684213_47, "EUR") == ("1.684.213", ",47", "\u00a0€")
    assert ENGLISH.money_in_two(5000, "JPY") == ("JP¥5,000", "", "")


def test_an_instant_is_told_in_the_organizations_time():
    at = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)

    assert ENGLISH.moment(at) == "25 Nov 2026, 00:30"
    assert GERMAN.moment(at) == "25.11.2026, 00:30"
    assert Formats(Locale.parse("en_US"), "America/New_York").moment(at) == "Nov 24, 2026, 6:30\u202fPM"


def test_a_day_far_from_today_has_its_year():
    today = date(2026, 11, 24)

    assert ENGLISH.near_day(date(2026, 10, 1), today) == "1 Oct"
    assert ENGLISH.near_day(date(2025, 10, 1), today) == "1 Oct 2025"
    assert GERMAN.near_day(date(2026, 10, 1), today) == "1. Okt."


def test_amounts_and_days_of_a_kept_sentence_are_written_for_the_reader():
    kept = "A payment of 17534.40 GBP was returned on 2025-01-05. Call, and agree how it will be paid."

    assert ENGLISH.in_sentence(kept).startswith("A payment of £17,534.40 was returned on 5 Jan 2025. Call")
    assert GERMAN.in_sentence(kept).startswith("A payment of 17.534,40\u00a0£ was returned on 05.01.2025. Call")


def test_what_only_looks_like_an_amount_or_a_day_stays():
    for kept in ("RE-2026-11-27: 3 ABC, 1.234 EUR and 2026-13-45", "12.345.678 XYZ", "The 30 DAY rule"):
        assert ENGLISH.in_sentence(kept) == kept
