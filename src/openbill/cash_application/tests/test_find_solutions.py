"""Every way in which an amount pays debts, and how many others there are."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.cash_application.policies.find_solutions import (
    MOST_SOLUTIONS,
    Debt,
    Difference,
    Solution,
    SolutionKind,
    as_named,
    find_solutions,
)

TODAY = 100


def debts(*amounts: int, due: int = 90) -> list[Debt]:
    return [Debt(place, amount, due + place) for place, amount in enumerate(amounts)]


def first(*given: object, **options: object) -> Solution:
    return find_solutions(*given, today=TODAY, **options)[0]  # type: ignore[arg-type]


def test_what_is_named_and_fits_is_the_only_answer():
    assert find_solutions(debts(10_00, 20_00, 30_00), 30_00, [0, 1], today=TODAY) == [
        Solution(SolutionKind.REFERENCED, (0, 1))
    ]


@pytest.mark.parametrize(
    ("paid", "difference", "less"),
    [(98_00, Difference.DISCOUNT, 2_00), (97_00, Difference.LAPSED_DISCOUNT, 3_00), (95_00, Difference.FEE, 5_00)],
)
def test_what_may_be_deducted_explains_the_rest(paid: int, difference: Difference, less: int):
    owed = [Debt(0, 50_00, 90, 2_00, 0), Debt(1, 50_00, 91, 0, 1_00)]
    fee = 5_00 if difference is Difference.FEE else 0
    if fee:
        owed = [Debt(0, 250_00, 90), Debt(1, 250_00, 91)]
        paid = 495_00
    assert first(owed, paid, [0, 1], most_fee=fee) == Solution(SolutionKind.REFERENCED, (0, 1), difference, less)


def test_a_fee_is_never_a_large_part():
    assert first(debts(100_00), 95_00, [0], most_fee=10_00).kind is SolutionKind.SHORT


@pytest.mark.parametrize(
    ("amounts", "paid", "named", "kind", "places"),
    [
        ((10_00, 20_00, 30_00), 40_00, [0, 1, 2], SolutionKind.REFERENCED_PART, (0, 2)),
        ((10_00, 20_00, 31_00), 41_00, [0], SolutionKind.REFERENCED_AND_MORE, (0, 2)),
        ((10_00, 20_00), 5_00, [1], SolutionKind.SHORT, (1,)),
        ((10_00, 20_00), 95_00, [1], SolutionKind.OVER, (1,)),
        ((10_00, 20_00, 31_00), 31_00, [], SolutionKind.SINGLE, (2,)),
        ((10_00, 20_00, 31_00), 61_00, [], SolutionKind.ALL_DUE, (0, 1, 2)),
        ((10_00, 20_00, 31_00, 7_00), 30_00, [], SolutionKind.OLDEST, (0, 1)),
        ((10_00, 20_00, 31_00, 7_00), 51_00, [], SolutionKind.WINDOW, (1, 2)),
        ((10_00, 20_00, 31_00, 7_00), 41_00, [], SolutionKind.PAIR, (0, 2)),
        ((10_00, 20_00, 31_00, 7_00, 3), 41_03, [], SolutionKind.SUBSET, (0, 2, 4)),
    ],
)
def test_the_plainest_way_comes_first(amounts, paid, named, kind, places):
    found = first(debts(*amounts), paid, named)
    assert (found.kind, found.places) == (kind, places)


def test_credits_are_taken_off_a_statement():
    owed = [*debts(10_00, 20_00), Debt(9, -5_00, 120)]
    found = first(owed, 25_00)
    assert (found.kind, found.places) == (SolutionKind.ALL_DUE, (0, 1, 2))


def test_equal_amounts_are_alike_and_the_oldest_is_taken():
    assert first(debts(10_00, 10_00, 10_00, 99_00), 10_00) == Solution(SolutionKind.SINGLE, (0,), alike=2)


def test_other_sets_of_other_amounts_are_alternatives():
    found = first(debts(10_00, 99_00, 20_00, 98_00, 5_00, 97_00, 25_00), 30_00)
    assert (found.kind, found.places, found.alternatives) == (SolutionKind.PAIR, (0, 2), 1)


def test_nothing_is_found_where_nothing_fits():
    assert find_solutions(debts(10_00, 20_00), 7_77, today=TODAY) == []


@given(st.lists(st.integers(1, 40), min_size=1, max_size=9), st.integers(1, 200))
def test_sums_that_exist_are_found_and_others_are_not(amounts: list[int], paid: int):
    owed = debts(*amounts)
    exists = any(sum(chosen) == paid for count in range(1, len(amounts) + 1) for chosen in combinations(amounts, count))
    found = find_solutions(owed, paid, today=TODAY)
    assert bool(found) == exists
    for solution in found:
        assert sum(owed[place].open for place in solution.places) - solution.difference_minor == paid
        assert solution.alternatives <= MOST_SOLUTIONS + len(found)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=22), st.data())
def test_any_set_of_up_to_twenty_two_debts_is_found(amounts: list[int], data: st.DataObject):
    chosen = data.draw(st.sets(st.sampled_from(range(len(amounts))), min_size=1))
    paid = sum(amounts[place] for place in chosen)
    assert find_solutions(debts(*amounts), paid, today=TODAY)


@given(
    st.lists(st.integers(-50, 200).filter(bool), min_size=1, max_size=6),
    st.sets(st.integers(0, 6)),
    st.integers(1, 400),
)
def test_what_the_named_explain_is_the_first_answer(amounts: list[int], named: set[int], amount: int):
    given_debts = debts(*amounts)
    found = find_solutions(given_debts, amount, named, today=TODAY, most_fee=5)
    exact = as_named(given_debts, amount, named, most_fee=5)
    assert exact == (found[0] if found and found[0].kind is SolutionKind.REFERENCED else None)
