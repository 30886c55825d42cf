"""The refusal of what stands in a line and cannot be read."""

from openbill.cash_application.errors import RemittanceCannotBeRead
from openbill.cash_application.reading.place import Place


def unreadable(file: str, line: int, reason: str) -> RemittanceCannotBeRead:
    """What stands in a line, from 1, cannot be read; line 0 is the file as a whole."""
    return RemittanceCannotBeRead(place=str(Place(file, line)), file=file, reason=reason)
