"""Numbers are found however people write them, and never as a part of another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbill.cash_application.policies.reference_tokens import (
    LONGEST,
    normal_number,
    pieces_of,
    read_alike,
    reference_tokens,
    shortened,
    spans_of,
    tokens_of,
)


@pytest.mark.parametrize(
    "text",
    [
        "INV-2026-000123",
        "Rechnung inv 2026 000123 vom 1.3.",
        "INV2026000123,INV2026000124",
        "SVWZ+INV-2026-000123EREF",
        "in v-20 26.000/123",
    ],
)
def test_a_number_is_found_with_any_marks_between_its_parts(text: str):
    assert normal_number("INV-2026-000123") in reference_tokens(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("14711", "4711"), ("47110", "4711"), ("47 110", "4711"), ("1 47111 1", "4711"), ("XRE4711", "RE4711"),
     ("RE47110", "RE4711")],
)  # fmt: skip
def test_a_number_is_never_found_within_a_longer_run(text: str, number: str):
    assert number not in reference_tokens(text)


def test_runs_are_joined_only_as_far_as_a_number_can_be_long():
    assert all(3 <= len(token) <= LONGEST for token in reference_tokens("1 22 333 " * 200))


@given(st.text(max_size=3_000))
def test_any_text_gives_tokens_of_letters_and_digits_with_a_digit_among_them(text: str):
    for token in reference_tokens(text):
        assert token.isalnum()
        assert token == token.upper()
        assert any(letter.isdigit() for letter in token)


def test_what_looks_alike_is_read_alike():
    assert read_alike("DUMMY1234S") == read_alike("DUMMY1Z3AS")
    assert read_alike("4711") != read_alike("4712")


def test_short_forms_that_mean_two_debts_mean_none():
    printed = ["RE-2026-000123", "RE-2025-000123", "RE-2026-000777", "4711/B"]
    tokens = {"123", "2026000123", "777", "000777", "4711", "RE4712"}
    forms = shortened(tokens, [normal_number(each) for each in printed], printed)
    assert forms == {"2026000123": 0, "777": 2, "000777": 2, "4711": 3}


@given(st.text(alphabet="RE-4712 ,x", max_size=60))
def test_every_token_stands_somewhere_and_begins_and_ends_with_a_run(text: str):
    pieces = pieces_of(text)
    for token in tokens_of(pieces):
        spans = spans_of(token, pieces)
        assert spans
        assert all(pieces.whole[start:end] == token and {start, end} <= {*pieces.bounds} for start, end in spans)
