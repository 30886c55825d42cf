"""SWIFT statements, as small as banks send them."""

from openbill.cash_application.reading.mt940.read_mt940 import read_mt940
from openbill.cash_application.types.statements import Statement, StatementLine

BOOKING = ":61:2603030302C100,NTRFNONREF//B-1"
HEAD = (":20:S-1", ":25:37040044/532013000", ":28C:58/1", ":60F:C260301EUR10,")
CLOSING = ":62F:C260302EUR110,"


def an_mt940(*fields: str, head: tuple[str, ...] = HEAD, closing: str = CLOSING) -> str:
    """A statement in euros that opens with 10.00 and closes with 110.00."""
    return "\r\n".join([*head, *fields, closing, "-", ""])


def statement_of(text: str) -> Statement:
    """The one statement of a file."""
    (statement,) = read_mt940(text.encode(), "bank.sta")
    return statement


def line_of(information: str, booking: str = BOOKING) -> StatementLine:
    """The line of a booking with what field 86 tells of it."""
    (line,) = statement_of(an_mt940(booking, f":86:{information}")).lines
    return line
