"""No settled item carries a remainder in the entity's currency, however it was settled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.receivables.policies.share_functional_amount import functional_part


@pytest.mark.parametrize(
    ("open_minor", "open_functional", "amount", "part"),
    [
        (100_00, 90_00, 50_00, 45_00),
        (100_00, 100_01, 50_00, 50_01),
        (3, 100, 1, 33),
        (3, 100, 3, 100),
        (1_000_000, 1, 400_000, 0),
        (1_000_000, 1, 500_000, 1),
        (100, 0, 50, 0),
    ],
)
def test_is_in_proportion_and_rounded_half_away(open_minor, open_functional, amount, part):
    assert functional_part(open_minor, open_functional, amount) == part


def test_three_thirds_of_an_item_leave_nothing_behind():
    open_minor, carrying, parts = 100_00, 333_34, []
    for amount in (33_33, 33_33, 33_34):
        parts.append(functional_part(open_minor, carrying, amount))
        open_minor, carrying = open_minor - amount, carrying - parts[-1]

    assert parts == [111_10, 111_10, 111_14]
    assert (open_minor, carrying) == (0, 0)


@pytest.mark.parametrize(("open_minor", "amount"), [(10, 0), (10, -1), (10, 11), (0, 0)])
def test_using_more_than_is_open_or_nothing_is_a_fault(open_minor, amount):
    with pytest.raises(AssertionError, match="more than zero and at most what is open"):
        functional_part(open_minor, 5, amount)


def test_a_negative_carrying_amount_is_a_fault():
    with pytest.raises(AssertionError, match="not negative"):
        functional_part(10, -1, 5)


@given(
    st.integers(min_value=1, max_value=10**12),
    st.integers(min_value=0, max_value=10**12),
    st.lists(st.tuples(st.booleans(), st.integers(min_value=0, max_value=10**6)), max_size=40),
)
def test_no_sequence_of_parts_and_undos_leaves_a_remainder_or_turns_the_sign(total, functional, steps):
    open_minor, carrying = total, functional
    used: list[tuple[int, int]] = []
    for is_undo, number in steps:
        if is_undo and used:
            amount, part = used.pop(number % len(used))
            open_minor, carrying = open_minor + amount, carrying + part
        elif open_minor:
            amount = 1 + number % open_minor
            part = functional_part(open_minor, carrying, amount)
            assert 0 <= part <= carrying
            used.append((amount, part))
            open_minor, carrying = open_minor - amount, carrying - part
        assert 0 <= carrying <= functional
        assert open_minor or carrying == 0

    if open_minor:
        assert functional_part(open_minor, carrying, open_minor) == carrying
    for amount, part in used:
        open_minor, carrying = open_minor + amount, carrying + part
    assert (open_minor, carrying) == (total, functional)
