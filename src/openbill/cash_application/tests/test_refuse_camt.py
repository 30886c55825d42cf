"""A camt file that is broken, harmful or unclear is refused with its place, within bounded time and memory."""

import io
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.camt import BOOKED, a_camt, a_payment, a_statement, an_entry

from openbill.cash_application.errors import (
    ForbiddenInXml,
    StatementCannotBeRead,
    StatementIsNotRecognised,
    StatementIsTooLarge,
    StatementIsTruncated,
)
from openbill.cash_application.reading import open_zip
from openbill.cash_application.reading.camt import read_camt
from openbill.cash_application.reading.recognise_statement import read_statements
from openbill.cash_application.reading.xml import check_bytes, elements
from openbill.primitives.errors import Refusal

WHOLE = a_camt(a_statement(an_entry(a_payment()), an_entry(a_payment(), a_payment())))


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_statements(content, "bank.xml")
    return refused.value


def a_zip(*files: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


class TestWhatChangesTheMeaning:
    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            ({"amount": ""}, "no amount is told"),
            ({"amount": "<Amt>100</Amt>"}, "the amount has no currency"),
            ({"amount": '<Amt Ccy="EURO">100</Amt>'}, '"EURO" is no currency'),
            ({"amount": '<Amt Ccy="XXX">100</Amt>'}, '"XXX" is no currency'),
            ({"amount": '<Amt Ccy="EUR">1.234</Amt>'}, "1.234 has more decimals than EUR knows"),
            ({"amount": '<Amt Ccy="JPY">0.5</Amt>'}, "0.5 has more decimals than JPY knows"),
            ({"amount": '<Amt Ccy="EUR">-1</Amt>'}, '"-1" is no amount'),
            ({"amount": '<Amt Ccy="EUR">1,50</Amt>'}, '"1,50" is no amount'),
            ({"amount": '<Amt Ccy="EUR">1e3</Amt>'}, '"1e3" is no amount'),
            ({"amount": '<Amt Ccy="EUR"/>'}, '"" is no amount'),
            ({"amount": '<Amt Ccy="EUR">١٢</Amt>'}, '"١٢" is no amount'),
            ({"amount": f'<Amt Ccy="EUR">{"9" * 25}</Amt>'}, f"{'9' * 25} is more than an account can hold"),
            ({"amount": f'<Amt Ccy="EUR">{"9" * 5000}</Amt>'}, f'"{"9" * 40}" is no amount'),
            ({"amount": '<Amt Ccy="EUR">1</Amt><Amt Ccy="EUR">2</Amt>'}, "Amt is told twice"),
            ({"direction": ""}, "it is not told whether money came in or went out"),
            ({"direction": "<CdtDbtInd>C</CdtDbtInd>"}, '"C" is neither CRDT nor DBIT'),
            (
                {"direction": "<CdtDbtInd>CRDT</CdtDbtInd><CdtDbtInd>DBIT</CdtDbtInd>"},
                "CdtDbtInd is told twice",
            ),
            ({"reversal": "<RvslInd>yes</RvslInd>"}, '"yes" is neither true nor false'),
            ({"status": ""}, "it is not told whether this is booked"),
            ({"status": "<Sts>DONE</Sts>"}, '"DONE" is not known as the status of a booking'),
            ({"dates": "<BookgDt><Dt>2026-02-30</Dt></BookgDt>"}, '"2026-02-30" is no date'),
            ({"dates": "<BookgDt><Dt>02.03.2026</Dt></BookgDt>"}, '"02.03.2026" is no date'),
            ({"dates": "<ValDt><Dt>0000-01-01</Dt></ValDt>"}, '"0000-01-01" is no date'),
        ],
    )
    def test_is_refused_with_its_booking(self, changed: dict[str, str], reason: str):
        content = a_camt(a_statement(an_entry(), an_entry(**changed)))
        refused = refusal_of(content)
        assert isinstance(refused, StatementCannotBeRead)
        assert refused.facts == {"place": "Line 10 (statement 1, entry 2)", "file": "bank.xml", "reason": reason}

    def test_is_refused_in_a_payment_with_its_number(self):
        entry = an_entry(a_payment(), a_payment(amount='<Amt Ccy="EUR">?</Amt>'))
        refused = refusal_of(a_camt(a_statement(entry)))
        assert refused.message == (
            'Line 11 (statement 1, entry 1, payment 2) of bank.xml cannot be read: "?" is no amount.'
        )

    def test_is_refused_in_a_balance(self):
        for balance, reason in (
            ("<Amt>1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt>", "the amount has no currency"),
            ('<Amt Ccy="EUR">1</Amt><Dt><Dt>2026-03-01</Dt></Dt>', "it is not told whether money came in or went out"),
            ('<Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd>', "no date is told"),
        ):
            told = f"<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>{balance}</Bal>"
            refused = refusal_of(a_camt(a_statement(told, an_entry(), balances=())))
            assert refused.facts["reason"] == reason
            assert str(refused.facts["place"]) == "Line 7 (statement 1)"

    def test_is_refused_without_an_account(self):
        assert refusal_of(a_camt(a_statement(an_entry(), account=""))).facts["reason"] == "no account is told"
        assert refusal_of(a_camt(a_statement(account="<Acct><Ccy>EUR</Ccy></Acct>"))).facts["reason"] == (
            "no account is told"
        )

    def test_is_refused_without_any_date(self):
        entry = an_entry(dates="")
        content = a_camt(a_statement(entry, head="<Id>S-1</Id>", balances=()))
        assert refusal_of(content).facts["reason"] == "no date is told"


class TestOtherFiles:
    @pytest.mark.parametrize(
        "content",
        [
            b"<html><body>Please sign in</body></html>",
            b"hello",
            b"%PDF-1.7",
            b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.03'><CstmrCdtTrfInitn/></Document>",
            WHOLE.replace(b"camt.053.001", b"camt.054.001"),
            WHOLE.replace(b"camt.053", b"other.053"),
            WHOLE.replace(b"BkToCstmrStmt", b"BkToCstmrAcctRpt"),
            WHOLE.replace(b"Document", b"Envelope"),
        ],
    )
    def test_another_kind_is_not_recognised(self, content: bytes):
        assert isinstance(refusal_of(content), StatementIsNotRecognised)

    def test_a_message_without_statements(self):
        assert refusal_of(a_camt()).facts["reason"] == "it holds no statement"

    @pytest.mark.parametrize("content", [b"", b" \n "])
    def test_an_empty_file(self, content: bytes):
        assert refusal_of(content).message == "bank.xml ends before it is complete: it is empty."

    @pytest.mark.parametrize("end", [-1, -3, -20, -200, 900])
    def test_a_file_that_breaks_off(self, end: int):
        content = WHOLE[:-1][:end]
        refused = refusal_of(content)
        assert isinstance(refused, StatementIsTruncated)
        lines = len(content.split(b"\n")) if not content.endswith(b"\n") else content.count(b"\n")
        assert refused.facts["reason"] == f"it breaks off in line {lines}"

    def test_xml_that_is_broken_says_where(self):
        refused = refusal_of(WHOLE.replace(b"</NtryDtls>", b"</X>", 1))
        assert isinstance(refused, StatementCannotBeRead)
        assert refused.message.startswith(
            "Line 10 (XML) of bank.xml cannot be read: it is not well-formed XML (Opening and"
        )

    def test_a_namespace_that_is_none(self):
        refused = refusal_of(WHOLE.replace(b"urn:iso:std", b"urn}std"))
        assert str(refused.facts["reason"]).startswith("it is not well-formed XML (xmlns: 'urn}std")


class TestHarm:
    BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'

    @pytest.mark.parametrize(
        "kind", [BOMB, b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"<!DOCTYPE Document>", b"<!-- <!ENTITY -->"]
    )
    def test_a_document_type_is_forbidden(self, kind: bytes):
        refused = refusal_of(WHOLE.replace(b"<Document", kind + b"\n<Document"))
        assert isinstance(refused, ForbiddenInXml)
        assert refused.facts == {"file": "bank.xml", "line": 2}

    def test_an_entity_that_nobody_declared_is_forbidden(self):
        refused = refusal_of(WHOLE.replace(b"INV-7", b"&xxe;", 1))
        assert isinstance(refused, ForbiddenInXml)
        assert refused.facts["line"] == 10

    def test_the_entities_of_xml_itself_are_text(self):
        (statement,) = read_statements(WHOLE.replace(b"INV-7", b"A&amp;B &#169; <!-- no -->&lt;", 1), "x")
        assert statement.lines[0].remittance.text == "A&B © <"

    def test_a_document_that_is_nested_too_deeply(self):
        refused = refusal_of(b"<Document>" + b"<a>" * 300 + b"</a>" * 300 + b"</Document>")
        assert refused.facts["reason"] == "it is nested too deeply, or a text is too long"

    @pytest.mark.parametrize("text", [b"<Ustrd>%s</Ustrd>", b'<Ustrd x="%s"/>', b"<!-- %s -->"])
    def test_a_text_that_is_too_long(self, text: bytes):
        long = text % (b"x" * (elements.LONGEST + 100_000))
        refused = refusal_of(WHOLE.replace(b"<Ustrd>INV-7</Ustrd>", long, 1))
        assert refused.facts["reason"] == "it is nested too deeply, or a text is too long"

    def test_a_large_file_is_not_looked_at(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(check_bytes, "LARGEST", len(WHOLE) - 1)
        assert refusal_of(WHOLE).message == "bank.xml holds more than 100 MB."

    def test_more_bookings_than_anybody_has(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(read_camt, "MOST_BOOKINGS", 5)
        assert len(read_statements(WHOLE, "x")[0].lines) == 2
        monkeypatch.setattr(read_camt, "MOST_BOOKINGS", 4)
        assert refusal_of(WHOLE).message == "bank.xml holds more than 500,000 bookings."

    def test_elements_without_a_booking_are_limited_and_bookings_are_dropped(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(elements, "MOST_AT_ONCE", 5_000)
        junk = b"<a/>" * 6_000
        for content in (junk.join([b"<x>", b"</x>"]), WHOLE.replace(b"<GrpHdr>", b"<GrpHdr>" + junk)):
            assert isinstance(refusal_of(content), StatementIsTooLarge)
        entries = [an_entry(a_payment(), a_payment()) for _ in range(300)]
        (statement,) = read_statements(a_camt(a_statement(*entries)), "x")
        assert len(statement.lines) == 300
        (statement,) = read_statements(a_camt(a_statement(an_entry(*[a_payment()] * 600))), "x")
        assert len(statement.lines) == 1


class TestEncodings:
    def test_texts_in_each_encoding_of_banks(self):
        for encoding in ("UTF-8", "utf8", "iso-8859-1", "ISO8859-1", "latin1", "ISO-8859-15", "windows-1252", "CP1252"):
            content = WHOLE.decode().replace("UTF-8", encoding).replace("Miller", "Müller").encode(encoding)
            assert read_statements(content, "x")[0].lines[0].party.name == "Müller Ltd"

    def test_bytes_that_are_no_text_are_refused_with_their_line(self):
        refused = refusal_of(WHOLE.replace(b"Miller", b"M\xfcller", 1))
        assert refused.message.startswith(
            "Line 10 (XML) of bank.xml cannot be read: it holds bytes that are no text in its encoding."
        )

    def test_other_encodings_are_refused(self):
        for encoding in ("UTF-7", "cp037", "UTF-16", "nonsense"):
            refused = refusal_of(WHOLE.replace(b"UTF-8", encoding.encode(), 1))
            assert refused.facts["reason"] == f'it is written in "{encoding}", and UTF-8 is needed'
        # Far behind, and in lines of its own, the parser would still find it.
        hidden = WHOLE.replace(b' encoding="UTF-8"', b"\n" * 10_000 + b"encoding\n =\t'UTF-7'", 1)
        assert refusal_of(hidden).facts["reason"] == 'it is written in "UTF-7", and UTF-8 is needed'
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            refused = refusal_of(WHOLE.decode().encode(encoding))
            assert refused.facts["reason"] == "it is written in UTF-16, and UTF-8 is needed"


class TestZips:
    def test_every_file_is_read_and_names_itself(self):
        content = a_zip(("a/", b""), ("a/1.xml", WHOLE), ("__MACOSX/._1.xml", b"x"), ("2.xml", WHOLE))
        statements = read_statements(content, "bank.zip")
        assert [each.place for each in statements] == ["a/1.xml, statement 1", "2.xml, statement 1"]
        assert statements[0].lines == statements[1].lines == read_statements(WHOLE, "x")[0].lines

    def test_a_refusal_names_the_file_inside(self):
        content = a_zip(("1.xml", WHOLE), ("2.xml", WHOLE.replace(BOOKED.encode(), b"", 1)))
        with pytest.raises(StatementCannotBeRead) as refused:
            read_statements(content, "bank.zip")
        assert refused.value.facts["file"] == "bank.zip/2.xml"

    def test_too_many_files(self):
        files = [(f"{number}.xml", WHOLE) for number in range(201)]
        assert refusal_of(a_zip(*files)).message == "bank.xml holds more than 200 files."
        assert len(read_statements(a_zip(*files[:200]), "x")) == 200

    def test_more_than_200_megabytes_in_all(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(open_zip, "LARGEST_TOTAL", 2 * len(WHOLE))
        files = [(f"{number}.xml", WHOLE) for number in range(3)]
        assert refusal_of(a_zip(*files)).message == "bank.xml holds more than 200 MB."
        assert len(read_statements(a_zip(*files[:2]), "x")) == 2

    def test_a_bomb_is_not_unpacked(self):
        before = time.monotonic()
        refused = refusal_of(a_zip(("1.xml", b" " * 90_000_000)))
        assert refused.message == "bank.xml holds more than 200 times its packed size."
        assert time.monotonic() - before < 5

    def test_a_file_without_a_name(self):
        refused = refusal_of(a_zip(("named.xml", WHOLE)).replace(b"named.xml", b"\0amed.xml"))
        assert refused.facts["reason"] == "it holds a file without a name"

    def test_a_zip_within_a_zip(self):
        refused = refusal_of(a_zip(("1.xml", a_zip(("2.xml", WHOLE)))))
        assert refused.facts["reason"] == "it is a zip within a zip"

    def test_an_encrypted_one_and_an_unusual_one(self):
        encrypted = bytearray(a_zip(("1.xml", WHOLE)))
        encrypted[encrypted.index(b"PK\x01\x02") + 8] |= 1
        assert refusal_of(bytes(encrypted)).facts["reason"] == "it is encrypted"
        unusual = a_zip(("1.xml", WHOLE), packing=zipfile.ZIP_BZIP2)
        assert refusal_of(unusual).facts["reason"] == "it is packed in a way that is not known"

    def test_a_broken_one_and_an_empty_one(self):
        refused = refusal_of(a_zip(("1.xml", WHOLE))[:-30])
        assert str(refused.facts["reason"]).startswith("it is no whole zip")
        assert refusal_of(a_zip(("folder/", b""))).facts["reason"] == "it holds no file"
        assert isinstance(refusal_of(a_zip()), StatementIsNotRecognised)


def ends(content: bytes) -> None:
    """In statements or in a refusal, within a second."""
    before = time.monotonic()
    with suppress(Refusal):
        assert read_statements(content, "bank.xml")
    assert time.monotonic() - before < 1


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), min_size=1, max_size=6))
def test_any_change_of_bytes_ends_in_statements_or_a_refusal(changes: list[tuple[int, bytes]]):
    content = bytearray(WHOLE)
    for position, put in changes:
        content[position : position + len(put) // 2 + 1] = put
    ends(bytes(content))


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, len(WHOLE)),
    st.sampled_from(
        [b"<", b">", b"</Ntry>", b"<Ntry>", b"<TxDtls>", b"<Amt>9</Amt>", b"&a;", b"}", b"<![CDATA[", b"<Stmt/>"]
    ),
)
def test_any_mark_of_xml_anywhere_ends_in_statements_or_a_refusal(position: int, put: bytes):
    ends(WHOLE[:position] + put + WHOLE[position:])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 700), st.integers(0, 255)), min_size=1, max_size=5))
def test_any_change_of_a_zip_ends_in_statements_or_a_refusal(changes: list[tuple[int, int]]):
    content = bytearray(a_zip(("1.xml", WHOLE)))
    for position, put in changes:
        content[position % len(content)] = put
    ends(bytes(content))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, len(WHOLE) - 2))
def test_no_part_of_a_file_is_taken_for_the_whole(end: int):
    with pytest.raises(Refusal):
        read_statements(WHOLE[:end], "bank.xml")
