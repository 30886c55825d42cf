"""Conversion minds the decimals of both currencies and rounds once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.receivables.policies.convert_at_rate import convert_at_rate


@pytest.mark.parametrize(
    ("units", "source", "target", "rate", "converted"),
    [
        (100_00, "USD", "EUR", "0.9", 90_00),
        (100, "JPY", "EUR", "0.0061", 61),
        (100_00, "EUR", "JPY", "163.935", 16_394),
        (1_000, "BHD", "EUR", "2.45", 2_45),
        (2_45, "EUR", "BHD", "0.40816", 1_000),
        (1_0000, "CLF", "CLP", "39000.5", 39_001),
        (-100, "JPY", "EUR", "0.0061", -61),
        (1, "USD", "EUR", "0.5", 1),
        (-1, "USD", "EUR", "0.5", -1),
        (12_34, "EUR", "EUR", "1", 12_34),
    ],
)
def test_converts_between_decimals(units, source, target, rate, converted):
    assert convert_at_rate(units, source, target, Decimal(rate)) == converted


@pytest.mark.parametrize("rate", [Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("Infinity"), 0.9, 1])
def test_a_rate_that_is_no_positive_decimal_is_a_fault(rate):
    with pytest.raises(AssertionError, match="A rate is"):
        convert_at_rate(1_00, "USD", "EUR", rate)


def test_a_currency_worth_other_than_itself_is_a_fault():
    with pytest.raises(AssertionError, match="worth itself"):
        convert_at_rate(1_00, "EUR", "EUR", Decimal("1.01"))


@given(
    st.integers(min_value=-(10**12), max_value=10**12),
    st.decimals(min_value="0.000001", max_value=10**6, places=10).filter(bool),
)
def test_is_half_a_unit_off_at_most(units, rate):
    assert abs(convert_at_rate(units, "JPY", "EUR", rate) - units * Fraction(rate) * 100) <= Fraction(1, 2)
