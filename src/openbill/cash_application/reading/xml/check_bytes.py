"""Whether the bytes of a file may be handed to a parser of XML: in a known encoding, and without a document type."""

import re

from openbill.cash_application.errors import (
    ForbiddenInXml,
    StatementIsNotRecognised,
    StatementIsTooLarge,
    StatementIsTruncated,
)
from openbill.cash_application.reading.place import Place

LARGEST = 100_000_000

_ENCODINGS = ("UTF8", "ASCII", "USASCII", "ISO88591", "LATIN1", "ISO885915", "WINDOWS1252", "CP1252")
"""Without the hyphens, which not every bank writes. In all of them a mark of XML is the same byte: none can hide."""

_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?=<)")
_DECLARATION = re.compile(rb"<\?xml\s.*?\?>", re.DOTALL)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def checked_bytes(content: bytes, file: str) -> bytes:
    """The bytes from the first mark on; a forbidden one is refused wherever it stands, even in a comment.

    Raises StatementIsTruncated, StatementIsTooLarge, StatementIsNotRecognised, StatementCannotBeRead, ForbiddenInXml.
    """
    if len(content) > LARGEST:
        raise StatementIsTooLarge(file=file, limit="100 MB")
    if not content.strip():
        raise StatementIsTruncated(file=file, reason="it is empty")
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        raise Place(file).refusal(reason="it is written in UTF-16, and UTF-8 is needed")
    beginning = _BEGINNING.match(content)
    if beginning is None:
        raise StatementIsNotRecognised(file=file)
    content = content[beginning.end() :]
    declaration = _DECLARATION.match(content)
    for declared in _ENCODING.findall(declaration[0]) if declaration else ():
        encoding = declared.decode("ascii", "replace")
        if re.sub("[-_]", "", encoding).upper() not in _ENCODINGS:
            raise Place(file).refusal(reason=f'it is written in "{encoding[:40]}", and UTF-8 is needed')
    if found := _FORBIDDEN.search(content):
        raise ForbiddenInXml(file=file, line=line_of(content, found.start()))
    return content


def line_of(content: bytes, position: int) -> int:
    """The number of a line, from 1."""
    return content.count(b"\n", 0, position) + 1
