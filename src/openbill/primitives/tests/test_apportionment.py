"""Parts of a whole add up to the whole, to the last unit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.primitives.apportionment import NothingToShareBy, apportion

weights = st.lists(st.integers(min_value=0, max_value=10**9), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(
    ("amount", "given_weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (100, [1, 1, 4], [17, 17, 66]),
        (5, [3, 0, 7], [2, 0, 3]),
        (2, [1, 1, 1], [1, 1, 0]),
        (0, [1, 2], [0, 0]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
        (1000, [Decimal("0.1"), Decimal("0.2")], [333, 667]),
    ],
)
def test_splits_by_largest_remainder(amount, given_weights, parts):
    assert apportion(amount, given_weights) == parts


def test_refuses_an_amount_that_no_weight_takes():
    with pytest.raises(NothingToShareBy):
        apportion(1, [0, 0])


def test_a_negative_weight_is_a_fault():
    with pytest.raises(AssertionError, match="must not be negative"):
        apportion(1, [2, -1])


@given(st.integers(min_value=-(10**15), max_value=10**15), weights)
def test_adds_up_and_stays_within_a_unit_of_the_exact_quota(amount, given_weights):
    parts = apportion(amount, given_weights)

    assert sum(parts) == amount
    for part, weight in zip(parts, given_weights, strict=True):
        assert abs(part - Fraction(amount * weight, sum(given_weights))) < 1
        assert part * amount >= 0
        assert weight or part == 0


@given(st.integers(min_value=0, max_value=10**12), weights)
def test_mirrors_the_sign(amount, given_weights):
    assert apportion(-amount, given_weights) == [-part for part in apportion(amount, given_weights)]
