"""A group is a tree, and its levels are counted from the top."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from openbill.customers.policies.group_shape import deepest_member, member_of_a_cycle

A, B, C, D = (UUID(int=number) for number in range(1, 5))


def test_finds_who_stands_above_itself():
    assert member_of_a_cycle({}) is None
    assert member_of_a_cycle({A: B, B: C, D: B}) is None
    assert member_of_a_cycle({A: A}) == A
    assert member_of_a_cycle({A: B, B: C, C: B}) in {B, C}


def test_counts_levels_from_the_top():
    assert deepest_member({}) == (None, 1)
    assert deepest_member({A: B}) == (A, 2)
    assert deepest_member({A: B, B: C, D: C}) == (A, 3)


@given(st.dictionaries(st.integers(0, 12), st.integers(0, 12)))
def test_agrees_with_walking_up_from_each_customer(numbers: dict[int, int]):
    parents = {UUID(int=child): UUID(int=parent) for child, parent in numbers.items()}

    def levels(customer: UUID) -> int | None:
        level = 1
        while customer in parents and level < 20:
            customer, level = parents[customer], level + 1
        return level if level < 20 else None

    found = member_of_a_cycle(parents)
    walked = [levels(customer) for customer in parents]
    assert (found is not None) == (None in walked)
    if found is None:
        assert deepest_member(parents)[1] == max(walked, default=1)
    else:
        customer = parents[found]
        while customer != found:
            customer = parents[customer]
