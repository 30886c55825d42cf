"""Words that may be document numbers are taken from a line once, when it comes in."""

from hypothesis import given
from hypothesis import strategies as st

from openbill.cash_application.policies.line_words import MOST_WORDS, line_words
from openbill.cash_application.policies.reference_tokens import LONGEST, normal_number


def test_words_are_what_stands_between_blanks_and_commas_and_each_is_there_once():
    assert line_words("RE-4711, re 4712;RE-4711+X9999", "E2E-1", ["RF18 5390 0754 7034"]) == [
        "RE4711",
        "X9999",
        "RF18539007547034",
    ]


def test_short_and_long_ones_and_those_without_a_digit_are_none():
    assert line_words("4711 Rechnung " + "9" * (LONGEST + 1), "", []) == []


@given(st.text(), st.text(), st.lists(st.text(max_size=40), max_size=300))
def test_any_line_has_a_bounded_number_of_normal_words(text: str, end_to_end_id: str, structured: list[str]):
    words = line_words(text, end_to_end_id, structured)
    assert len(words) == len(set(words)) <= MOST_WORDS
    assert all(word == normal_number(word) for word in words)
