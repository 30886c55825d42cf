"""The bytes of a text format become text, or are refused with the line that is none."""

import re

from openbill.cash_application.errors import StatementIsTooLarge, StatementIsTruncated
from openbill.cash_application.reading.place import Place
from openbill.primitives.errors import Refusal

LARGEST = 100_000_000

NO_TEXT = "it holds bytes that are no text in its encoding"

_FRAME = b"\x01\x02\x03"
"""What lines of the wire put around a message, and some banks leave in the file."""

_END_OF_FILE = b"\x1a"
"""Written at the end by programs of DOS."""

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decoded(content: bytes, file: str, otherwise: str = "cp1252") -> str:
    """The text of a file in UTF-8, or else in another encoding: Windows-1252 holds all letters of Latin-1.

    Raises StatementIsTooLarge, StatementIsTruncated where it is empty, StatementCannotBeRead.
    """
    content = checked_text(content, file)
    for encoding in ("utf-8-sig", otherwise):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as fault:
            refusal = no_text(content, fault.start, file)
    raise refusal


def checked_text(content: bytes, file: str) -> bytes:
    """The bytes without what is left of the wire; refused where one of them is of no text, or where they are too many.

    Raises StatementIsTooLarge, StatementIsTruncated, StatementCannotBeRead.
    """
    if len(content) > LARGEST:
        raise StatementIsTooLarge(file=file, limit="100 MB")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Place(file).refusal(reason="it is written in UTF-16, and UTF-8 is needed")
    content = content.translate(None, _FRAME).rstrip(_END_OF_FILE)
    if not content.strip():
        raise StatementIsTruncated(file=file, reason="it is empty")
    if found := _CONTROL.search(content):
        raise no_text(content, found.start(), file)
    return content


def no_text(content: bytes, position: int, file: str) -> Refusal:
    """The refusal of a byte, with its line."""
    before = content[:position]
    line = before.count(b"\n") or before.count(b"\r")
    return Place(file, line + 1).refusal(reason=NO_TEXT)
