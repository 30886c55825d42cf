"""What a bank file is, its content tells, whatever its name."""

import io
import zipfile

import pytest
from tests.support.bai2 import WHOLE as BAI2
from tests.support.camt import a_camt, a_payment, a_statement, an_entry
from tests.support.mt940 import BOOKING, an_mt940
from tests.support.ofx import WHOLE as OFX
from tests.support.ofx import as_xml

from openbill.cash_application.errors import (
    StatementCannotBeRead,
    StatementIsNotRecognised,
    StatementIsTruncated,
)
from openbill.cash_application.reading.recognise_statement import read_statements
from openbill.primitives.errors import Refusal

CAMT = a_camt(a_statement(an_entry(a_payment())))
MT940 = an_mt940(BOOKING, ":86:INV-7").encode()
FILES = {
    "camt": CAMT,
    "mt940": MT940,
    "mt940 in an envelope": b"{1:F01COBADEFFXXXX0000000000}{2:I940XXXXN}{4:\r\n" + MT940.rstrip() + b"}",
    "mt940 behind a head": b"ABNANL2A\r\n940\r\nABNANL2A\r\n" + MT940,
    "bai2": BAI2.encode(),
    "ofx": OFX.encode(),
    "ofx without a head": OFX[OFX.index("<OFX>") :].encode(),
    "ofx in xml": as_xml(OFX).encode(),
}
ACCOUNTS = {"camt": "DE89370400440532013000", "mt94": "532013000", "bai2": "0123456789", "ofx": "01234567"}


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read_statements(content, "bank.csv")
    return refused.value


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n\r\n"], ids=["plain", "mark", "lines"])
def test_every_format_is_known_by_its_content(kind: str, before: bytes):
    (statement,) = read_statements(before + FILES[kind], "bank.csv")
    assert statement.account == ACCOUNTS[kind[:4].strip()]
    assert statement.lines


def test_the_files_of_a_zip_may_be_of_several_formats():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    statements = read_statements(made.getvalue(), "bank.zip")
    assert [each.place for each in statements] == [f"{name}, statement 1" for name in FILES]


def test_a_refusal_names_the_file_inside_a_zip():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("1.sta", MT940.replace(b"C100,", b"X100,"))
    refused = refusal_of(made.getvalue())
    assert isinstance(refused, StatementCannotBeRead)
    assert refused.facts["file"] == "bank.csv/1.sta"


@pytest.mark.parametrize(
    "content",
    [b"Date;Amount\r\n2026-03-02;100,00\r\n", b"%PDF-1.7\n\x00", b"<html></html>", b"!Type:Bank\nD03/03/10\nT-379\n"],
    ids=["csv", "pdf", "html", "qif"],
)
def test_another_file_is_not_recognised(content: bytes):
    assert isinstance(refusal_of(content), StatementIsNotRecognised)


def test_an_empty_file_says_so():
    assert isinstance(refusal_of(b" \r\n"), StatementIsTruncated)


def test_utf_16_says_so():
    for content in (CAMT, MT940, OFX.encode()):
        refused = refusal_of(content.decode().encode("utf-16"))
        assert refused.facts["reason"] == "it is written in UTF-16, and UTF-8 is needed"
