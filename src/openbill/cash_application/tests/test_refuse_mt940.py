"""An MT940 that is broken, truncated or unclear is refused with its line, within bounded time and memory."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.ends import ends
from tests.support.mt940 import BOOKING, CLOSING, HEAD, an_mt940

from openbill.cash_application.errors import (
    StatementCannotBeRead,
    StatementIsNotRecognised,
    StatementIsTooLarge,
    StatementIsTruncated,
)
from openbill.cash_application.reading import decode_text
from openbill.cash_application.reading.mt940 import read_mt940 as reader
from openbill.cash_application.reading.mt940.read_mt940 import read_mt940
from openbill.primitives.errors import Refusal

INFORMATION = ":86:166?00GUTSCHRIFT?20EREF+E-1?21SVWZ+INV-7?30ABNANL2A?31NL46ABNA0499998748?32Miller Ltd"
WHOLE = an_mt940(BOOKING, INFORMATION, ":61:2603030302D5,NCHGNONREF\r\n/CHGS/EUR5,/", ":86:/TRTP/FEE/REMI/March")


def refusal_of(content: str | bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_mt940(content if isinstance(content, bytes) else content.encode(), "bank.sta")
    return refused.value


@pytest.mark.parametrize(
    ("booking", "reason"),
    [
        ("2603030302X100,NTRF", '"2603030302X100,NTRF" is no booking'),
        ("C100,NTRF", '"C100,NTRF" is no booking'),
        ("", '"" is no booking'),
        ("260230C100,NTRF", '"260230" is no date'),
        ("2603031302C100,NTRF", '"1302" is no date'),
        ("2603030229C100,NTRF", '"0229" is no date'),
        ("260303C1,234NTRF", "1.234 has more decimals than EUR knows"),
        ("260303C1.000,50NTRF", '"1.000,50" is no amount'),
        ("260303C,NTRF", '"," is no amount'),
        (f"260303C{'9' * 25},NTRF", f"{'9' * 25} is more than an account can hold"),
        (f"260303C{'9' * 500},NTRF", f'"{"9" * 40}" is no amount'),
        ("260303C١٢,NTRF", '"260303C١٢,NTRF" is no booking'),
    ],
)
def test_a_booking_that_is_unclear_is_refused_with_its_line(booking: str, reason: str):
    refused = refusal_of(an_mt940(BOOKING, f":61:{booking}"))
    assert isinstance(refused, StatementCannotBeRead)
    assert refused.facts == {"place": "Line 6 (statement 1, entry 2)", "file": "bank.sta", "reason": reason}


@pytest.mark.parametrize(
    ("balance", "reason"),
    [
        ("C260302EUR", '"" is no amount'),
        ("C260302EURO110,", '"O110," is no amount'),
        ("C260302XXX110,", '"XXX" is no currency'),
        ("C260302DEM110,", '"DEM" is no currency'),
        ("C260302JPY110,5", "110.5 has more decimals than JPY knows"),
        ("260302EUR110,", '"" is neither C nor D'),
        ("X260302EUR110,", '"X" is neither C nor D'),
        ("C261302EUR110,", '"261302" is no date'),
        ("C110,", '"C110," is no balance'),
    ],
)
def test_a_balance_that_is_unclear_is_refused_with_its_line(balance: str, reason: str):
    refused = refusal_of(an_mt940(BOOKING, closing=f":62F:{balance}"))
    assert refused.facts == {"place": "Line 6 (statement 1)", "file": "bank.sta", "reason": reason}


def test_what_counts_once_is_not_told_twice():
    for field in HEAD[1:]:
        refused = refusal_of(an_mt940(BOOKING, field))
        assert refused.facts["reason"] == f":{field.split(':')[1]}: is told twice"
        assert refused.facts["place"] == "Line 6 (statement 1)"
    assert refusal_of(an_mt940(CLOSING)).facts["reason"] == ":62F: is told twice"
    assert refusal_of(an_mt940(":60M:C260302EUR1,")).facts["reason"] == ":60M: is told twice"


def test_a_statement_needs_an_account_and_a_closing_balance():
    assert refusal_of(an_mt940(head=(HEAD[0], *HEAD[2:]))).facts["reason"] == "no account is told"
    assert refusal_of(an_mt940(head=(HEAD[0], ":25:", *HEAD[2:]))).facts["reason"] == "no account is told"
    open_one = an_mt940(BOOKING, closing=":86:x")
    assert refusal_of(open_one + WHOLE).facts["reason"] == "no closing balance is told"
    refused = refusal_of(open_one.removesuffix("-\r\n"))
    assert isinstance(refused, StatementIsTruncated)
    assert refused.facts["reason"] == "it breaks off in line 6"


def test_a_currency_is_needed():
    refused = refusal_of(":20:R-1\n:25:1\n:34F:XXX0,\n:61:260303C1,NTRFNONREF")
    assert refused.message == "Line 4 (statement 1, entry 1) of bank.sta cannot be read: the amount has no currency."


def test_an_envelope_has_to_be_closed_and_to_hold_a_statement():
    envelope = "{1:F01COBADEFFXXXX0000000000}{2:I940XXXXN}{4:\r\n"
    assert isinstance(refusal_of(envelope + WHOLE.removesuffix("-\r\n")), StatementIsTruncated)
    refused = refusal_of(envelope.replace("I940", "I103") + WHOLE)
    assert refused.message == ("Line 1 of bank.sta cannot be read: it holds a message of another kind (MT103).")


def test_a_stroke_inside_a_text_does_not_hide_what_follows():
    """A line of one stroke ends a statement, also where it was meant as text: then the rest has no account."""
    assert refusal_of(an_mt940(BOOKING, ":86:a\r\n-\r\nb", BOOKING)).facts["reason"] == "no closing balance is told"
    assert refusal_of(WHOLE + BOOKING).facts["reason"] == "no account is told"


class TestOtherFiles:
    @pytest.mark.parametrize("content", [b"hello", b":20:X", b"<Document/>", b"01,2,3/", b":86:x"])
    def test_another_kind_is_not_recognised(self, content: bytes):
        assert isinstance(refusal_of(content), StatementIsNotRecognised)

    @pytest.mark.parametrize("content", [b"", b" \r\n", b"\x1a"])
    def test_an_empty_file(self, content: bytes):
        assert refusal_of(content).message == "bank.sta ends before it is complete: it is empty."

    @pytest.mark.parametrize("byte", [b"\x00", b"\x07", b"\x81", b"\x7f"])
    def test_bytes_that_are_no_text_are_refused_with_their_line(self, byte: bytes):
        refused = refusal_of(WHOLE.encode().replace(b"Miller", b"\xfc" + byte, 1))
        assert refused.message == (
            "Line 6 of bank.sta cannot be read: it holds bytes that are no text in its encoding."
        )

    def test_utf_16_is_refused(self):
        refused = refusal_of(WHOLE.encode("utf-16"))
        assert refused.facts["reason"] == "it is written in UTF-16, and UTF-8 is needed"

    def test_a_large_file_is_not_looked_at(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(decode_text, "LARGEST", len(WHOLE) - 1)
        assert refusal_of(WHOLE).message == "bank.sta holds more than 100 MB."

    def test_more_bookings_than_anybody_has(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(reader, "MOST_BOOKINGS", 3)
        assert isinstance(refusal_of(WHOLE + WHOLE), StatementIsTooLarge)
        assert len(read_mt940(WHOLE.encode(), "x")[0].lines) == 2


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), min_size=1, max_size=6))
def test_any_change_of_bytes_ends_in_statements_or_a_refusal(changes: list[tuple[int, bytes]]):
    content = bytearray(WHOLE.encode())
    for position, put in changes:
        content[position : position + len(put) // 2 + 1] = put
    ends(read_mt940, bytes(content))


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, len(WHOLE)),
    st.sampled_from(["?20", "\r\n", "\r\n-\r\n", "\r\n:61:", "\r\n:86:", "/NAME/", "EREF+", "{4:", "//", ",", "?"]),
    st.integers(1, 2_000),
)
def test_any_mark_however_often_ends_in_statements_or_a_refusal(position: int, put: str, times: int):
    ends(read_mt940, (WHOLE[:position] + put * times + WHOLE[position:]).encode())


@settings(max_examples=60, deadline=None)
@given(st.integers(1, WHOLE.index(CLOSING)))
def test_no_part_before_the_closing_balance_is_taken_for_the_whole(end: int):
    refusal_of(WHOLE[:end])
