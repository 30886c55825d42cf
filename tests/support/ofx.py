"""OFX files, as small as banks send them."""

import re

from openbill.cash_application.reading.ofx.read_ofx import read_ofx
from openbill.cash_application.types.statements import Statement, StatementLine
from openbill.primitives.money import Money

BOOKING = """<TRNTYPE>CREDIT
<DTPOSTED>20260302120000.000[-5:EST]
<DTAVAIL>20260303
<TRNAMT>100.00
<FITID>B-1
<CHECKNUM>319
<REFNUM>C-1
<NAME>Miller &amp; Sons
<BANKACCTTO><BANKID>ABNANL2A<ACCTID>4711 12</BANKACCTTO>
<MEMO>INV-7
"""
ACCOUNT = "<BANKACCTFROM><BANKID>121000358<ACCTID>0123 4567<ACCTTYPE>CHECKING</BANKACCTFROM>"
BALANCE = "<LEDGERBAL><BALAMT>110.00<DTASOF>20260302</LEDGERBAL>"
SIGNED_ON = "<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><LANGUAGE></SONRS></SIGNONMSGSRSV1>"
HEAD = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"


def an_ofx(
    *bookings: str,
    account: str = ACCOUNT,
    currency: str = "<CURDEF>USD",
    balance: str = BALANCE,
    status: str = "<STATUS><CODE>0<SEVERITY>INFO</STATUS>",
    signed_on: str = SIGNED_ON,
) -> str:
    """A file of version 1 with one account in US dollars."""
    told = "".join(f"<STMTTRN>{each}</STMTTRN>\n" for each in bookings)
    return (
        f"{HEAD}<OFX>{signed_on}\n<BANKMSGSRSV1><STMTTRNRS>{status}<STMTRS>{currency}{account}\n"
        f"<BANKTRANLIST><DTSTART>20260301<DTEND>20260302\n{told}</BANKTRANLIST>{balance}</STMTRS></STMTTRNRS>"
        "</BANKMSGSRSV1></OFX>\n"
    )


def as_xml(text: str) -> str:
    """The same in version 2: every value is closed."""
    body = text[text.index("<OFX>") :].replace("<LANGUAGE>", "<LANGUAGE></LANGUAGE>")
    closed = re.sub(r"<([A-Z0-9]+)>([^<\n]+)", r"<\1>\2</\1>", body)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<?OFX OFXHEADER="200" VERSION="211"?>\n{closed}'


def statement_of(text: str) -> Statement:
    (statement,) = read_ofx(text.encode(), "bank.ofx")
    return statement


def line_of(**changed: str) -> StatementLine:
    """The line of the booking with some values changed, or left out where they are blank."""
    (line,) = statement_of(an_ofx(changed_booking(**changed))).lines
    return line


def changed_booking(**changed: str) -> str:
    booking = BOOKING
    for name, value in changed.items():
        booking = re.sub(rf"<{name}>[^<]*", f"<{name}>{value}\n" if value else "", booking)
    return booking


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


WHOLE = an_ofx(BOOKING, changed_booking(TRNAMT="-5"))
