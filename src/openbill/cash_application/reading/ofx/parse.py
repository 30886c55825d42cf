"""An OFX file of either version as a tree of its marks."""

import re

from openbill.cash_application.errors import StatementIsNotRecognised
from openbill.cash_application.reading.decode_text import decoded
from openbill.cash_application.reading.ofx.parse_sgml import parse_sgml
from openbill.cash_application.reading.place import Place
from openbill.cash_application.reading.xml.check_bytes import checked_bytes
from openbill.cash_application.reading.xml.elements import Elements
from openbill.cash_application.reading.xml.node import Node

_HEAD = 2_000
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?")
_ENCODING = re.compile(rb"ENCODING:\s*([^\s<]+)")
_CHARSET = re.compile(rb"CHARSET:\s*([^\s<]+)")
_WINDOWS = re.compile(r"(?:WINDOWS-|CP)?(125[0-8])")
_ISO = re.compile(r"(?:ISO-?)?8859-?([0-9]{1,2})")
_NO_CHARSETS = ("", "NONE", "USASCII", "US-ASCII", "ASCII", "UTF-8", "UTF8", "UNICODE")


def parse(content: bytes, file: str) -> Node:
    """The mark OFX with all below it.

    XML is read as that of any other bank file: without document types and entities, and within the same limits. Raises
    StatementIsNotRecognised where there is no OFX, StatementIsTooLarge, StatementIsTruncated, StatementCannotBeRead,
    ForbiddenInXml.
    """
    root = _xml(content, file) if _XML.match(content) else _sgml(content, file)
    if root is None:
        raise StatementIsNotRecognised(file=file)
    return root


def _xml(content: bytes, file: str) -> Node | None:
    root = None
    for element in Elements(checked_bytes(content, file), file, ("OFX",)):
        if element.getparent() is None:
            root = Node.of(element)
    return root


def _sgml(content: bytes, file: str) -> Node | None:
    return parse_sgml(decoded(content, file, _encoding(content, file)), file)


def _encoding(content: bytes, file: str) -> str:
    """What the head says, for a file that is no UTF-8; most say USASCII and mean Windows-1252."""
    head = content[:_HEAD]
    charset = _told(_CHARSET, head)
    if charset in _NO_CHARSETS:
        charset = _told(_ENCODING, head)
    if charset in _NO_CHARSETS:
        return "cp1252"
    if found := _WINDOWS.fullmatch(charset):
        return f"cp{found[1]}"
    if (found := _ISO.fullmatch(charset)) and 0 < int(found[1]) < 17 and int(found[1]) != 12:
        return "cp1252" if found[1] == "1" else f"iso8859-{found[1]}"
    raise Place(file).refusal(reason=f'it is written in "{charset[:40]}", and UTF-8 is needed')


def _told(pattern: re.Pattern[bytes], head: bytes) -> str:
    found = pattern.search(head)
    return found[1].decode("ascii", "replace").upper() if found else ""
