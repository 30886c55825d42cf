"""Which format a bank file has, and what it says."""

import re
from collections.abc import Callable
from dataclasses import replace

from openbill.cash_application.errors import StatementIsNotRecognised, StatementIsTruncated
from openbill.cash_application.reading.bai2.read_bai2 import read_bai2
from openbill.cash_application.reading.camt.read_camt import read_camt
from openbill.cash_application.reading.mt940.read_mt940 import read_mt940
from openbill.cash_application.reading.ofx.read_ofx import read_ofx
from openbill.cash_application.reading.open_zip import ZIP, open_zip
from openbill.cash_application.types.statements import Statement

_HEAD = 100_000
"""So much of a file tells what it is."""

_OFX = re.compile(rb"OFXHEADER\s*[:=]|<OFX>", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe|\xfe\xff|\x00<")
_BAI2 = re.compile(rb"(?:\xef\xbb\xbf)?\s*01,")
_MT940 = re.compile(rb"(?:^|[\r\n]):(?:20|25P?|28C?|60[FM]):|(?:^|\x01)\{1:F")


Reader = Callable[[bytes, str], tuple[Statement, ...]]
"""Takes the bytes of a file and its name."""


def unrecognised(_content: bytes, file: str) -> tuple[Statement, ...]:
    """Raises StatementIsNotRecognised."""
    raise StatementIsNotRecognised(file=file)


def read_statements(content: bytes, file: str, *, otherwise: Reader = unrecognised) -> tuple[Statement, ...]:
    """The statements of a file in any known format, or of all files of a zip; what it is, the content tells.

    What is in none of them is left to `otherwise`: a CSV file does not say itself what its columns are. Raises
    StatementIsNotRecognised, StatementIsTooLarge, StatementIsTruncated, StatementCannotBeRead, ForbiddenInXml.
    """
    if not content.startswith(ZIP):
        return _reader(content, file, otherwise)(content, file)
    return tuple(
        replace(statement, place=f"{name}, {statement.place}")
        for name, unpacked in open_zip(content, file)
        for statement in _reader(unpacked, f"{file}/{name}", otherwise)(unpacked, f"{file}/{name}")
    )


def _reader(content: bytes, file: str, otherwise: Reader) -> Reader:
    """Who reads the file. XML is left to the reader of camt, which says what is wrong with another one."""
    head = content[:_HEAD]
    if _OFX.search(head):
        return read_ofx
    if _XML.match(head):
        return read_camt
    if _BAI2.match(head):
        return read_bai2
    if _MT940.search(head):
        return read_mt940
    if not content.strip():
        raise StatementIsTruncated(file=file, reason="it is empty")
    return otherwise
