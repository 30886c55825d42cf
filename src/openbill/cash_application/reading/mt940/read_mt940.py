"""Read a file of SWIFT statements."""

from openbill.cash_application.errors import StatementIsNotRecognised, StatementIsTooLarge
from openbill.cash_application.reading.decode_text import decoded
from openbill.cash_application.reading.mt940.fields import Message, messages_of
from openbill.cash_application.reading.mt940.read_statement import read_statement
from openbill.cash_application.reading.place import Place
from openbill.cash_application.types.statements import Statement

MOST_BOOKINGS = 500_000

_OF_STATEMENTS = ("25", "25P", "28", "28C", "60", "60F", "60M", "61", "62", "62F", "62M")


def read_mt940(content: bytes, file: str) -> tuple[Statement, ...]:
    """The statements of an MT940, MT942 or MT950 in their order, each page of a statement as one.

    Nothing is believed that could change what is booked: an amount without currency or mark, with more decimals than
    its currency has, and days that are none, are refused with their line. An envelope may be there or not.

    Raises StatementIsNotRecognised, StatementIsTooLarge, StatementIsTruncated, StatementCannotBeRead.
    """
    statements: list[Statement] = []
    bookings = 0
    previous: Message | None = None
    for message in messages_of(decoded(content, file), file):
        bookings += sum(each.tag == "61" for each in message.fields)
        if bookings > MOST_BOOKINGS:
            raise StatementIsTooLarge(file=file, limit="500,000 bookings")
        if previous is not None:
            statements.append(_statement(previous, file, len(statements) + 1, is_last=False))
        previous = message
    if previous is None or not any(each.tag in _OF_STATEMENTS for each in previous.fields):
        raise StatementIsNotRecognised(file=file)
    return *statements, _statement(previous, file, len(statements) + 1, is_last=True)


def _statement(message: Message, file: str, number: int, *, is_last: bool) -> Statement:
    return read_statement(message, Place(file, message.line, number), is_last=is_last)
