"""Halves go away from zero, whatever the sign and however large the number."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.primitives.rounding import divide_half_away, multiply_and_divide, round_half_away

whole_numbers = st.integers(min_value=-(10**18), max_value=10**18)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        ("0.5", 1),
        ("-0.5", -1),
        ("1.5", 2),
        ("2.5", 3),
        ("-2.5", -3),
        ("2.4999", 2),
        ("-2.4999", -2),
        ("0", 0),
    ],
)
def test_rounds_halves_away_from_zero(value, rounded):
    assert round_half_away(Decimal(value)) == rounded
    assert round_half_away(Fraction(value)) == rounded


def test_keeps_every_digit_of_a_long_number():
    assert round_half_away(Decimal("123456789012345678901234567890123456789.5")) == (
        123456789012345678901234567890123456790
    )


def test_multiplies_before_it_divides():
    assert multiply_and_divide(100, 1, 3) == 33
    assert multiply_and_divide(100, 2, 3) == 67
    assert multiply_and_divide(-100, 2, 3) == -67
    assert multiply_and_divide(1, 1, -2) == -1
    assert multiply_and_divide(2**62, 2**62, 2**62) == 2**62


def test_refuses_to_divide_by_zero():
    with pytest.raises(AssertionError, match="divided by zero"):
        divide_half_away(1, 0)


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=6))
def test_is_the_rule_that_decimal_calls_half_up(value):
    with localcontext(prec=60):
        assert round_half_away(value) == int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@given(whole_numbers, whole_numbers.filter(bool))
def test_is_never_more_than_half_a_unit_off_and_mirrors_the_sign(numerator, denominator):
    rounded = divide_half_away(numerator, denominator)

    assert abs(rounded - Fraction(numerator, denominator)) <= Fraction(1, 2)
    assert divide_half_away(-numerator, denominator) == -rounded
