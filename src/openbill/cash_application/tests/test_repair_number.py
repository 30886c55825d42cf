"""A slip in a number is seen among the numbers of one customer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from openbill.cash_application.policies.repair_number import SHORTEST, cut_off, mistyped

NUMBERS = ("RE20260123456", "RE20260987654", "RE20269999999")


@pytest.mark.parametrize("typed", ["RE20260123457", "RE2026012345", "RE202601233456", "RE20260124356"])
def test_one_slip_is_repaired(typed: str):
    assert mistyped([typed], NUMBERS) == {typed: 0}


@pytest.mark.parametrize("typed", ["RE2026012", "RE20261123457", "12345", "RE20260321456"])
def test_two_slips_and_short_pieces_are_not(typed: str):
    assert mistyped([typed], NUMBERS) == {}


def test_what_may_be_two_numbers_is_none():
    assert mistyped(["RE20260000003"], ["RE20260000001", "RE20260000002"]) == {}


def test_the_end_of_a_text_may_be_the_beginning_of_a_number():
    assert cut_off("RECHNUNGRE2026012345", NUMBERS) == (0, 12)
    assert cut_off("RE2026", NUMBERS) is None
    assert cut_off("", NUMBERS) is None
    assert cut_off("RE202601234", [*NUMBERS, "RE20260123499"]) is None


@given(st.lists(st.text("AB01", min_size=5, max_size=9), max_size=4), st.text("AB01", min_size=5, max_size=9))
def test_what_is_not_compared_would_be_no_slip(numbers: list[str], typed: str):
    near = [place for place, number in enumerate(numbers) if OSA.distance(typed, number) <= 1]
    expected = {typed: near[0]} if len(typed) >= SHORTEST and len(near) == 1 else {}
    assert mistyped([typed], numbers) == expected
