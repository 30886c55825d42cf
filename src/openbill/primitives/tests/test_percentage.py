"""A percentage is exact until its one rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.primitives.money import Money
from openbill.primitives.percentage import exact_percentage_of, percentage_of


@pytest.mark.parametrize(
    ("units", "rate", "part"),
    [
        (100_00, 19, 19_00),
        (50, 19, 10),
        (-50, 19, -10),
        (1_00, Decimal("0.5"), 1),
        (1_00, Decimal("0.49"), 0),
        (100_00, Fraction(100, 3), 33_33),
        (100_00, -2, -2_00),
        (100_00, 0, 0),
    ],
)
def test_is_rounded_once_and_half_away_from_zero(units, rate, part):
    assert percentage_of(Money(units, "EUR"), rate) == Money(part, "EUR")


def test_exact_parts_are_summed_before_they_are_rounded():
    exact = [exact_percentage_of(Money(33, "EUR"), 19) for _ in range(3)]

    assert exact == [Fraction(627, 100)] * 3
    assert sum(exact) == exact_percentage_of(Money(99, "EUR"), 19)


def test_a_float_is_a_fault():
    with pytest.raises(AssertionError):
        percentage_of(Money(1, "EUR"), 0.5)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_all_of_it_is_all_of_it(units):
    assert percentage_of(Money(units, "EUR"), 100) == Money(units, "EUR")
