"""Every public OFX sample (ofxparse, OCA, beangulp) is read whole, and what is broken is refused.

There are no results beside the samples, so that each is told again here by its marks alone, without the order of a
document.
"""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from tests.support.shared_data import needs, shared_folder

from openbill.cash_application.errors import StatementCannotBeRead
from openbill.cash_application.reading.recognise_statement import read_statements

FOLDER = shared_folder("bank-statements")

pytestmark = needs(FOLDER)

SAMPLES = sorted(
    path for name in ("ofxparse", "oca-ofx-qif-csv", "beangulp") for path in (FOLDER / name).rglob("*.ofx")
)
REFUSED = {
    "account_listing_aggregation": "it holds no statement",
    "signon_success_no_message": "it holds no statement",
    "signon_fail": "the bank answered",
    "td_ameritrade": "it is of an investment account, and no money was booked",
    "vanguard": "it is of an investment account, and no money was booked",
    "date_missing": "no date is told",
    "empty_balance": '"" is no amount',
    "test_ofx_wrong": "no account is told",
}
"""What holds no bookings of a bank, or holds broken ones."""


def values_of(name: str, text: str) -> list[str]:
    return [each.strip() for each in re.findall(rf"<{name}>([^<\r\n]*)", text)]


@pytest.mark.parametrize("path", [each for each in SAMPLES if each.stem not in REFUSED], ids=lambda path: path.stem)
def test_every_booking_is_read(path: Path):
    text = path.read_text()
    statements = read_statements(path.read_bytes(), path.name)
    bookings = re.findall(r"<STMTTRN>(.*?)</STMTTRN>", text, re.DOTALL)
    lines = [line for statement in statements for line in statement.lines]
    assert len(lines) == len(bookings)
    for line, booking in zip(lines, bookings, strict=True):
        assert line.amount.as_decimal() == Decimal(values_of("TRNAMT", booking)[0])
        assert line.booked_date.strftime("%Y%m%d") == values_of("DTPOSTED", booking)[0][:8]
        assert [line.bank_reference] == values_of("FITID", booking)
        assert [line.code] == values_of("TRNTYPE", booking)
        for name, told in (("NAME", line.party.name), ("MEMO", line.remittance.text)):
            assert told == " ".join("".join(values_of(name, booking)).split())
    balances = [
        Decimal(each) for each in values_of("BALAMT", "".join(re.findall(r"<LEDGERBAL>.*?</", text, re.DOTALL)))
    ]
    assert [each.closing.amount.as_decimal() for each in statements if each.closing] == balances
    for statement in statements:
        assert statement.account in ["".join(each.split()) for each in values_of("ACCTID", text)]


@pytest.mark.parametrize("path", [each for each in SAMPLES if each.stem in REFUSED], ids=lambda path: path.stem)
def test_what_is_broken_or_no_statement_is_refused(path: Path):
    with pytest.raises(StatementCannotBeRead) as refused:
        read_statements(path.read_bytes(), path.name)
    assert str(refused.value.facts["reason"]).startswith(REFUSED[path.stem])
