"""Money is exact, knows its currency and never mixes two."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.primitives.currency import UnknownCurrency
from openbill.primitives.money import (
    AmountTooLarge,
    CurrencyMismatch,
    Money,
    NotAnAmount,
    TooManyDecimals,
    decimal_string,
    minor_units_from_decimal,
)

minor_units = st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1)
currencies = st.sampled_from(["EUR", "JPY", "BHD", "CLF"])


@pytest.mark.parametrize(
    ("text", "currency", "units", "printed"),
    [
        ("12.30", "EUR", 1230, "12.30 EUR"),
        ("12.3", "EUR", 1230, "12.30 EUR"),
        ("12.3000", "EUR", 1230, "12.30 EUR"),
        ("-0.05", "EUR", -5, "-0.05 EUR"),
        ("+7", "EUR", 700, "7.00 EUR"),
        ("0.000", "EUR", 0, "0.00 EUR"),
        ("500", "JPY", 500, "500 JPY"),
        ("500.0", "JPY", 500, "500 JPY"),
        ("1.234", "BHD", 1234, "1.234 BHD"),
        ("0.0001", "CLF", 1, "0.0001 CLF"),
        ("92233720368547758.07", "EUR", 2**63 - 1, "92233720368547758.07 EUR"),
    ],
)
def test_is_read_and_printed_with_the_decimals_of_its_currency(text, currency, units, printed):
    amount = Money.of(text, currency)

    assert amount.minor_units == units
    assert str(amount) == printed
    assert amount.as_decimal() == Decimal(text)


@pytest.mark.parametrize("value", [7, Decimal(7), Decimal("7.00"), Decimal("0.7E+1")])
def test_is_read_from_whole_numbers_and_decimals(value):
    assert Money.of(value, "EUR") == Money(7_00, "EUR")


@pytest.mark.parametrize("text", ["", "abc", "1,50", "1_000", "1e3", "NaN", "Infinity", "12.", ".5", "١"])
def test_refuses_what_is_not_a_plain_number(text):
    with pytest.raises(NotAnAmount):
        Money.of(text, "EUR")


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("-Infinity")])
def test_refuses_decimals_without_a_value(value):
    with pytest.raises(NotAnAmount):
        minor_units_from_decimal(value, "EUR")


@pytest.mark.parametrize(("text", "currency"), [("0.001", "EUR"), ("12.305", "EUR"), ("0.5", "JPY"), ("1.2345", "BHD")])
def test_refuses_more_decimals_than_the_currency_has(text, currency):
    with pytest.raises(TooManyDecimals) as caught:
        Money.of(text, currency)
    assert caught.value.facts["currency"] == currency


@pytest.mark.parametrize("value", [Decimal("92233720368547758.08"), Decimal("1E+999999999")])
def test_refuses_more_than_a_column_holds(value):
    with pytest.raises(AmountTooLarge):
        Money.of(value, "EUR")


def test_refuses_a_decimal_that_is_endlessly_small_at_once():
    with pytest.raises(TooManyDecimals):
        Money.of(Decimal("1E-999999999"), "EUR")


@pytest.mark.parametrize("value", [1.5, True])
def test_a_float_or_a_truth_value_is_a_fault(value):
    with pytest.raises(AssertionError):
        Money.of(value, "EUR")
    with pytest.raises(AssertionError):
        Money(value, "EUR")


def test_refuses_an_unknown_currency():
    with pytest.raises(UnknownCurrency):
        Money(1, "XXX")


def test_adds_subtracts_negates_and_compares():
    ten, three = Money(10_00, "EUR"), Money(3_00, "EUR")

    assert ten + three == Money(13_00, "EUR")
    assert three - ten == Money(-7_00, "EUR")
    assert -ten == Money(-10_00, "EUR")
    assert abs(-ten) == ten
    assert three < ten <= ten
    assert ten > three >= three
    assert min(ten, three) == three
    assert (three - ten).is_negative
    assert (ten - ten).is_zero
    assert ten.is_positive
    assert Money.zero("EUR") == Money(0, "EUR")
    assert Money.total([ten, three], "EUR") == Money(13_00, "EUR")
    assert Money.total([], "EUR") == Money.zero("EUR")


@pytest.mark.parametrize(
    "mix",
    [
        lambda left, right: left + right,
        lambda left, right: left - right,
        lambda left, right: left < right,
        lambda left, right: left <= right,
        lambda left, right: left > right,
        lambda left, right: left >= right,
        lambda left, right: Money.total([left, right], "EUR"),
    ],
)
def test_refuses_to_mix_currencies(mix):
    with pytest.raises(CurrencyMismatch) as caught:
        mix(Money(10_00, "EUR"), Money(10_00, "USD"))
    assert caught.value.message == "10.00 EUR and 10.00 USD are amounts of different currencies."


def test_amounts_of_two_currencies_are_not_equal():
    assert Money(10_00, "EUR") != Money(10_00, "USD")
    assert len({Money(10_00, "EUR"), Money(10_00, "USD"), Money(10_00, "EUR")}) == 2


def test_is_neither_true_nor_false():
    with pytest.raises(TypeError, match="ask is_zero"):
        bool(Money.zero("EUR"))


def test_shares_add_up():
    assert Money(-1_00, "EUR").share([1, 0, 2]) == [Money(-33, "EUR"), Money(0, "EUR"), Money(-67, "EUR")]


@given(minor_units, currencies)
def test_every_amount_reads_back_what_it_prints(units, currency):
    assert Money.of(decimal_string(units, currency), currency) == Money(units, currency)
    assert Money.of(Money(units, currency).as_decimal(), currency) == Money(units, currency)


@given(st.decimals(allow_nan=False, allow_infinity=False), currencies)
def test_reading_never_rounds(value, currency):
    try:
        amount = Money.of(value, currency)
    except (TooManyDecimals, AmountTooLarge):
        return
    assert amount.as_decimal() == value
