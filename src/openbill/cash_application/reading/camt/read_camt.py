"""Read a camt file, alone or in a zip with others."""

from dataclasses import replace

from openbill.cash_application.reading.camt.open_zip import ZIP, open_zip
from openbill.cash_application.reading.camt.read_document import read_document
from openbill.cash_application.types import Statement


def read_camt(content: bytes, file: str) -> tuple[Statement, ...]:
    """The statements of a camt.052, camt.053 or camt.054 of any version, or of a zip with several, in their order.

    Nothing of a file is believed that could change what is booked: an amount without currency, without direction, or
    with more decimals than its currency has, and dates that are none, are refused with their place. A statement over
    several pages stays one statement per page.

    Raises StatementIsNotRecognised, StatementIsTooLarge, StatementIsTruncated, StatementCannotBeRead, ForbiddenInXml.
    """
    if not content.startswith(ZIP):
        return read_document(content, file)
    return tuple(
        replace(statement, place=f"{name}, {statement.place}")
        for name, unpacked in open_zip(content, file)
        for statement in read_document(unpacked, f"{file}/{name}")
    )
