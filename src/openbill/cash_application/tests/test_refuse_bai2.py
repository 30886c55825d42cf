"""A BAI2 file that is broken, truncated or unclear is refused with its line, within bounded time and memory."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.bai2 import ACCOUNT, BOOKING, WHOLE, a_bai2
from tests.support.ends import ends

from openbill.cash_application.errors import (
    StatementCannotBeRead,
    StatementIsNotRecognised,
    StatementIsTooLarge,
    StatementIsTruncated,
)
from openbill.cash_application.reading.bai2 import read_bai2 as reader
from openbill.cash_application.reading.bai2.read_bai2 import read_bai2
from openbill.primitives.errors import Refusal


def refusal_of(content: str | bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_bai2(content if isinstance(content, bytes) else content.encode(), "bank.bai")
    return refused.value


@pytest.mark.parametrize(
    ("booking", "reason"),
    [
        ("16,165,,,,,", "no amount is told"),
        ("16,165,1.50,,,,", '"1.50" is no amount'),
        ("16,165,١٢,,,,", '"١٢" is no amount'),
        (f"16,165,{'9' * 25},,,,", f"{'9' * 25} is more than an account can hold"),
        (f"16,165,{'9' * 5000},,,,", f'"{"9" * 40}" is no amount'),
        ("16,099,100,,,,", '"099" is neither a credit nor a debit'),
        ("16,720,100,,,,", '"720" is neither a credit nor a debit'),
        ("16,,100,,,,", '"" is neither a credit nor a debit'),
        ("16,1650,100,,,,", '"1650" is neither a credit nor a debit'),
        ("16,165,100,Q,,,", '"Q" is not known as a kind of funds'),
        ("16,165,100,V,260230,,,", '"260230" is no date'),
        ("16,165,100,S,x,,,,", '"x" is no amount'),
        ("16,165,100,D,x,,,,", '"x" is no number'),
        ("16,165,100,D,999999999,1,2", "it breaks off"),
    ],
)
def test_a_booking_that_is_unclear_is_refused_with_its_line(booking: str, reason: str):
    text = a_bai2(ACCOUNT, BOOKING, "16,165,0,,,,").replace("16,165,0,,,,", booking)
    refused = refusal_of(text)
    assert isinstance(refused, StatementCannotBeRead)
    assert refused.facts == {"place": "Line 5 (statement 1, entry 2)", "file": "bank.bai", "reason": reason}


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("49,22500", "49,22499", 7, "the control total is 22499, and the amounts come to 22500"),
        ("49,22500,5", "49,22500,4", 7, "4 records are counted, and there are 5"),
        ("49,22500,5", "49,22500,", 7, '"" is no number'),
        ("98,22500", "98,1", 8, "the control total is 1, and the amounts come to 22500"),
        ("98,22500,1", "98,22500,2", 8, "2 accounts are counted, and there are 1"),
        ("98,22500,1,7", "98,22500,1,8", 8, "8 records are counted, and there are 7"),
        ("99,22500", "99,-22500", 9, "the control total is -22500, and the amounts come to 22500"),
        ("99,22500,1", "99,22500,0", 9, "0 groups are counted, and there are 1"),
        ("99,22500,1,9", "99,22500,1,1", 9, "1 records are counted, and there are 9"),
        ("16,165,", "16,165,1", 7, "the control total is 22500, and the amounts come to 122500"),
        ("88,AND", "86,AND", 5, '"86,AND INV-8" is no record'),
        ("49,22500,5/\n", "", 7, "record 98 stands where 49 should be"),
        ("02,777,121000358,1", "02,777,121000358,2", 2, 'the group is no update (status "2")'),
        ("02,777,121000358,1", "02,777,121000358,4", 2, 'the group is no update (status "4")'),
        ("260302,2359", "261302,2359", 2, '"261302" is no date'),
        (",7,,,2/", ",7,,,1/", 1, 'version "1" is not known'),
    ],
)
def test_what_does_not_fit_together_is_refused_with_its_line(before: str, after: str, line: int, reason: str):
    assert WHOLE.count(before) == 1
    refused = refusal_of(WHOLE.replace(before, after))
    assert refused.facts["reason"] == reason
    assert str(refused.facts["place"]).split(" (")[0] == f"Line {line}"


def test_an_account_and_its_currency_have_to_be_known():
    assert refusal_of(a_bai2(ACCOUNT.replace("0123456789", ""))).facts["reason"] == "no account is told"
    assert refusal_of(a_bai2(ACCOUNT, currency="XXX")).facts["reason"] == '"XXX" is no currency'


@pytest.mark.parametrize("end", range(3, 9))
def test_a_file_that_breaks_off(end: int):
    refused = refusal_of("\n".join(WHOLE.split("\n")[:end]))
    assert isinstance(refused, StatementIsTruncated)
    assert refused.facts["reason"] == f"it breaks off in line {end}"


def test_another_kind_is_not_recognised():
    for content in (b"hello", b"02,1/", b"00,1/", b"011,2", b"<Document/>"):
        assert isinstance(refusal_of(content), StatementIsNotRecognised)
    assert isinstance(refusal_of(b" "), StatementIsTruncated)


def test_a_file_without_accounts():
    for text in (
        "01,1,2,260302,0700,7,,,2/\n99,0,0,2/",
        "01,1,2,260302,0700,7,,,2/\n02,,1,1,260302,,,2/\n98,0,0,2/\n99,0,1,4/",
    ):
        assert refusal_of(text).facts["reason"] == "it holds no statement"


def test_more_bookings_than_anybody_has(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reader, "MOST_BOOKINGS", 1)
    assert isinstance(refusal_of(WHOLE), StatementIsTooLarge)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), min_size=1, max_size=6))
def test_any_change_of_bytes_ends_in_statements_or_a_refusal(changes: list[tuple[int, bytes]]):
    content = bytearray(WHOLE.encode())
    for position, put in changes:
        content[position : position + len(put) // 2 + 1] = put
    ends(read_bai2, bytes(content))


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, len(WHOLE)), st.sampled_from([",", "/", "\n88,", "\n16,", "D,9,", "\n", "9"]), st.integers(1, 2_000)
)
def test_any_mark_however_often_ends_in_statements_or_a_refusal(position: int, put: str, times: int):
    ends(read_bai2, (WHOLE[:position] + put * times + WHOLE[position:]).encode())


@settings(max_examples=60, deadline=None)
@given(st.integers(1, WHOLE.rindex("99,")))
def test_no_part_of_a_file_is_taken_for_the_whole(end: int):
    refusal_of(WHOLE[:end])
