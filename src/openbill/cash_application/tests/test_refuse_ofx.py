"""An OFX file that is broken, harmful or unclear is refused with its place, within bounded time and memory."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.ends import ends
from tests.support.ofx import BALANCE, BOOKING, HEAD, SIGNED_ON, WHOLE, an_ofx, as_xml, changed_booking

from openbill.cash_application.errors import (
    ForbiddenInXml,
    StatementCannotBeRead,
    StatementIsNotRecognised,
    StatementIsTooLarge,
    StatementIsTruncated,
)
from openbill.cash_application.reading.ofx import parse_sgml
from openbill.cash_application.reading.ofx import read_ofx as reader
from openbill.cash_application.reading.ofx.read_ofx import read_ofx
from openbill.primitives.errors import Refusal


def refusal_of(content: str | bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_ofx(content if isinstance(content, bytes) else content.encode(), "bank.ofx")
    return refused.value


class TestEncodings:
    def test_another_one_is_refused(self):
        refused = refusal_of(WHOLE.replace("1252", "EBCDIC"))
        assert refused.facts["reason"] == 'it is written in "EBCDIC", and UTF-8 is needed'

    def test_bytes_that_are_no_text_are_refused_with_their_line(self):
        refused = refusal_of(WHOLE.encode().replace(b"INV-7", b"\xfc\x00", 1))
        assert refused.facts["reason"] == "it holds bytes that are no text in its encoding"
        assert refused.facts["place"] == "Line 19"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"TRNAMT": ""}, "no amount is told"),
        ({"TRNAMT": "1,234.50"}, '"1,234.50" is no amount'),
        ({"TRNAMT": "1e3"}, '"1e3" is no amount'),
        ({"TRNAMT": "1.234"}, "1.234 has more decimals than USD knows"),
        ({"TRNAMT": "9" * 25}, f"{'9' * 25}.0 is more than an account can hold"),
        ({"TRNAMT": "1\n<TRNAMT>2"}, "TRNAMT is told twice"),
        ({"DTPOSTED": ""}, "no date is told"),
        ({"DTPOSTED": "20260230"}, '"20260230" is no date'),
        ({"DTPOSTED": "2026-03-02"}, '"2026-03-02" is no date'),
        ({"DTAVAIL": "soon"}, '"soon" is no date'),
        ({"MEMO": "x\n<CORRECTFITID>B-0\n<CORRECTACTION>DELETE"}, 'it corrects the earlier booking "B-0"'),
        ({"MEMO": "x\n<CURRENCY><CURSYM>XXX</CURRENCY>"}, '"XXX" is no currency'),
    ],
)
def test_a_booking_that_is_unclear_is_refused_with_its_place(changed: dict[str, str], reason: str):
    refused = refusal_of(an_ofx(BOOKING, changed_booking(**changed)))
    assert isinstance(refused, StatementCannotBeRead)
    assert refused.facts["reason"] == reason
    assert re.fullmatch(r"Line \d+ \(statement 1, entry 2\)", str(refused.facts["place"]))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"account": ""}, "no account is told"),
        ({"account": "<BANKACCTFROM><BANKID>1</BANKACCTFROM>"}, "no account is told"),
        ({"currency": ""}, "the amount has no currency"),
        ({"currency": "<CURDEF>EURO"}, '"EURO" is no currency'),
        ({"balance": "<LEDGERBAL><BALAMT> <DTASOF>20260302</LEDGERBAL>"}, '"" is no amount'),
        ({"balance": "<LEDGERBAL><BALAMT>1</LEDGERBAL>"}, "no date is told"),
        ({"balance": BALANCE + BALANCE}, "LEDGERBAL is told twice"),
    ],
)
def test_a_statement_that_is_unclear_is_refused(changed: dict[str, str], reason: str):
    assert refusal_of(an_ofx(BOOKING, **changed)).facts["reason"] == reason


@pytest.mark.parametrize("where", ["signed_on", "status"])
def test_an_error_of_the_bank_is_told_in_its_words(where: str):
    error = "<STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Wrong password</STATUS>"
    told = f"<SIGNONMSGSRSV1><SONRS>{error}</SONRS></SIGNONMSGSRSV1>" if where == "signed_on" else error
    refused = refusal_of(an_ofx(BOOKING, **{where: told}))
    assert refused.facts["reason"] == 'the bank answered "Wrong password"'
    nameless = told.replace("<MESSAGE>Wrong password", "")
    assert refusal_of(an_ofx(BOOKING, **{where: nameless})).facts["reason"] == 'the bank answered "15500"'


class TestOtherFiles:
    @pytest.mark.parametrize("content", [b"hello", b"<html></html>", HEAD.encode(), b"<?xml version='1.0'?><a/>"])
    def test_another_kind_is_not_recognised(self, content: bytes):
        assert isinstance(refusal_of(content), StatementIsNotRecognised)

    def test_a_file_without_statements(self):
        assert refusal_of(f"<OFX>{SIGNED_ON}</OFX>").facts["reason"] == "it holds no statement"

    def test_a_file_that_breaks_off(self):
        for text in (WHOLE, as_xml(WHOLE)):
            content = text[: text.index("</OFX>")]
            refused = refusal_of(content)
            assert isinstance(refused, StatementIsTruncated)
            assert refused.facts["reason"] == f"it breaks off in line {content.count(chr(10)) + 1}"

    def test_xml_is_read_as_carefully_as_any_other(self):
        text = as_xml(WHOLE)
        assert isinstance(refusal_of(text.replace("<OFX>", "<!DOCTYPE x><OFX>")), ForbiddenInXml)
        assert str(refusal_of(text.replace("</MEMO>", "</X>", 1)).facts["reason"]).startswith("it is not well-formed")

    def test_marks_that_are_nested_too_deeply(self):
        assert refusal_of("<OFX>" + "<A>" * 200 + "</OFX>").facts["reason"] == (
            "it is nested too deeply, or a text is too long"
        )

    def test_more_than_anybody_has(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(reader, "MOST_BOOKINGS", 1)
        assert refusal_of(WHOLE).message == "bank.ofx holds more than 500,000 bookings."
        monkeypatch.setattr(parse_sgml, "MOST_MARKS", 10)
        assert isinstance(refusal_of(WHOLE), StatementIsTooLarge)


@settings(max_examples=300, deadline=None)
@given(
    st.booleans(),
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), min_size=1, max_size=6),
)
def test_any_change_of_bytes_ends_in_statements_or_a_refusal(is_xml: bool, changes: list[tuple[int, bytes]]):
    content = bytearray((as_xml(WHOLE) if is_xml else WHOLE).encode())
    for position, put in changes:
        content[position : position + len(put) // 2 + 1] = put
    ends(read_ofx, bytes(content))


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, len(WHOLE)),
    st.sampled_from(["<", "<A>", "</A>", "<A>x", "<STMTTRN>", "</STMTTRN>", "<!--", "&amp;", "&#9;", "\n"]),
    st.integers(1, 2_000),
)
def test_any_mark_however_often_ends_in_statements_or_a_refusal(position: int, put: str, times: int):
    ends(read_ofx, (WHOLE[:position] + put * times + WHOLE[position:]).encode())


@settings(max_examples=60, deadline=None)
@given(st.booleans(), st.integers(1, 2_000))
def test_no_part_of_a_file_is_taken_for_the_whole(is_xml: bool, end: int):
    text = as_xml(WHOLE) if is_xml else WHOLE
    refusal_of(text[: min(end, text.index("</OFX>") + 5)])
