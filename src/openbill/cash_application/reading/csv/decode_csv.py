"""The bytes of a CSV file become text, or are refused with the line that is none."""

import codecs

from openbill.cash_application.errors import StatementIsTooLarge
from openbill.cash_application.reading.decode_text import checked_text, no_text
from openbill.cash_application.reading.place import Place

LARGEST = 20_000_000

ENCODINGS = ("cp1252", "iso8859-15", "cp850", "mac-roman", "utf-8")
"""What a file may be written in that is no UTF-8; that one, and UTF-16 by its mark, are seen by themselves."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_csv(content: bytes, file: str, otherwise: str) -> str:
    """The text of a file in UTF-8 or UTF-16, or else in another encoding.

    Raises StatementIsTooLarge, StatementIsTruncated where it is empty, StatementCannotBeRead.
    """
    checked = _checked(content, file)
    for encoding in ("utf-8-sig", otherwise):
        try:
            return checked.decode(encoding)
        except UnicodeDecodeError as fault:
            refusal = no_text(checked, fault.start, file)
    raise refusal


def found_encoding(content: bytes, file: str) -> str:
    """In what a file is written, of ENCODINGS: Windows-1252, which is said of plain files too, or that of DOS.

    Raises what `decode_csv` raises.
    """
    checked = _checked(content, file)
    try:
        text = checked.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            checked.decode("cp1252")
        except UnicodeDecodeError:
            return "cp850"
        return "cp1252"
    return "cp1252" if text.isascii() else "utf-8"


def _checked(content: bytes, file: str) -> bytes:
    """The bytes in UTF-8 where they were in UTF-16; refused where there are too many, or one of them is of no text."""
    if len(content) > LARGEST:
        raise StatementIsTooLarge(file=file, limit="20 MB")
    if content.startswith(_UTF_16):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeError:
            raise Place(file).refusal(reason="it begins as UTF-16 and is none") from None
    return checked_text(content, file)
