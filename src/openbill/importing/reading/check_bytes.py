"""In which encoding a file is written, proved over its every byte."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openbill.importing.errors import (
    ByteCannotBeDecoded,
    EncodingIsNotKnown,
    FileCannotBeOpened,
    FileIsEmpty,
    FileIsNotText,
    LineIsTooLong,
    NulByteInFile,
)

CHUNK = 1 << 20
LONGEST_LINE = 1_000_000

_FORMATS = (
    (b"PK\x03\x04", "a zip file or a spreadsheet (xlsx, ods)"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (xls, doc)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"Rar!", "a rar file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"{\\rtf", "an RTF document"),
)
_NOT_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_LINE_END = re.compile(rb"[\r\n]")


@dataclass(frozen=True, slots=True)
class CheckedBytes:
    """What is certain of a file's bytes."""

    encoding: str
    size_bytes: int
    line_count: int
    assumptions: tuple[str, ...] = ()


def check_bytes(path: Path, *, encoding: str | None = None, preferred: str | None = None) -> CheckedBytes:
    """Read every byte once and find the encoding in which all of them are text.

    A stated `encoding` is final; `preferred` (a mapping's) is tried where the file is not Unicode. Without
    either, what is neither UTF-8 nor UTF-16 is taken as Windows-1252, unless it began as UTF-8.

    Raises FileCannotBeOpened, FileIsEmpty, FileIsNotText, NulByteInFile, ByteCannotBeDecoded, LineIsTooLong,
    EncodingIsNotKnown.
    """
    start = next(_chunks(path), b"")
    size = path.stat().st_size
    for magic, name in _FORMATS:
        if start.startswith(magic):
            raise FileIsNotText(path=str(path), format=name)
    found = _canonical(encoding) if encoding else _unicode_mark(start)
    if found is None and b"\0" in start:
        found = _unmarked_utf16(path, start)
    if found is not None:
        lines = _decode_all(path, found)
        if found == "utf-8" and start.startswith(codecs.BOM_UTF8):
            found = "utf-8-sig"
        return _not_blank(path, CheckedBytes(found, size, lines))
    return _not_blank(path, _utf8_or_single_byte(path, size, preferred))


def _utf8_or_single_byte(path: Path, size: int, preferred: str | None) -> CheckedBytes:
    try:
        return CheckedBytes("utf-8", size, _decode_all(path, "utf-8"))
    except ByteCannotBeDecoded as refused:
        if _begins_as_utf8(path):
            raise
        if preferred and not _canonical(preferred).startswith("utf"):
            return CheckedBytes(_canonical(preferred), size, _decode_all(path, _canonical(preferred)))
        line = refused.facts["line"]
    lines = _decode_all(path, "cp1252")
    words = f"The file is not UTF-8 (line {line}); it is read as Windows-1252 (Western European)."
    return CheckedBytes("cp1252", size, lines, (words,))


def _decode_all(path: Path, encoding: str) -> int:
    """The number of lines, once every byte has been decoded."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines, unbroken, ends_with_return, rest_of_line = 0, 0, False, False
    for chunk in _chunks(path, with_end=True):
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            broken = error.object[: error.start]
            before = broken.decode(encoding, "ignore")
            ends = before.count("\n") + (before.count("\r") - before.count("\r\n"))
            raise ByteCannotBeDecoded(
                path=str(path), byte=error.object[error.start], line=lines + ends + 1, encoding=encoding
            ) from None
        if not text:
            continue
        if "\0" in text:
            line = lines + _line_ends(text[: text.index("\0")]) + 1
            raise NulByteInFile(path=str(path), line=line)
        if ends_with_return and text[0] == "\n":
            lines -= 1
        first, last = _first_and_last_end(text)
        if unbroken + (first if first >= 0 else len(text)) > LONGEST_LINE:
            raise LineIsTooLong(path=str(path), line=lines + 1, limit=f"{LONGEST_LINE:,}")
        lines += _line_ends(text)
        unbroken = len(text) - last - 1 if first >= 0 else unbroken + len(text)
        if unbroken > LONGEST_LINE:
            raise LineIsTooLong(path=str(path), line=lines + 1, limit=f"{LONGEST_LINE:,}")
        ends_with_return = text[-1] == "\r"
        rest_of_line = text[-1] not in "\r\n"
    return lines + rest_of_line


def _line_ends(text: str) -> int:
    if "\r" not in text:
        return text.count("\n")
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _first_and_last_end(text: str) -> tuple[int, int]:
    ends = [place for place in (text.find("\n"), text.find("\r")) if place >= 0]
    return (min(ends) if ends else -1), max(text.rfind("\n"), text.rfind("\r"))


def _begins_as_utf8(path: Path) -> bool:
    """Whether the first bytes above 127 are UTF-8: such a file is damaged, not in another encoding."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    for chunk in _chunks(path, with_end=True):
        try:
            if not decoder.decode(chunk, final=not chunk).isascii():
                return True
        except UnicodeDecodeError as error:
            return not error.object[: error.start].isascii()
    return False


def _unicode_mark(start: bytes) -> str | None:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8" if start.startswith(codecs.BOM_UTF8) else None


def _unmarked_utf16(path: Path, start: bytes) -> str:
    """UTF-16 without its mark has a NUL in every other byte of Western text; other NULs are damage."""
    sample = start[: 1 << 14]
    half = len(sample) // 2
    for encoding, offset in (("utf-16-le", 1), ("utf-16-be", 0)):
        if half > 1 and sample[offset::2].count(0) > 0.7 * half and sample[1 - offset :: 2].count(0) == 0:
            return encoding
    if sample.count(0) > 0.05 * len(sample) or _control_share(sample) > 0.1:
        raise FileIsNotText(path=str(path), format="a binary file")
    first = start.index(0)
    raise NulByteInFile(path=str(path), line=len(re.findall(rb"\r\n|\r|\n", start[:first])) + 1)


def _control_share(sample: bytes) -> float:
    return sum(byte < 9 or 13 < byte < 32 for byte in sample) / max(1, len(sample))


def _not_blank(path: Path, checked: CheckedBytes) -> CheckedBytes:
    with path.open(encoding=checked.encoding, newline="") as text:
        while part := text.read(CHUNK):
            if part.strip("\ufeff \t\r\n"):
                return checked
    raise FileIsEmpty(path=str(path))


def _canonical(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
        codecs.getincrementaldecoder(name)
    except (LookupError, ValueError, TypeError):
        raise EncodingIsNotKnown(encoding=encoding) from None
    return "utf-8" if name == "utf-8-sig" else name


def _chunks(path: Path, *, with_end: bool = False) -> Iterator[bytes]:
    """The file's bytes in pieces, and one empty piece behind them where the end matters."""
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileCannotBeOpened(path=str(path), reason=reason.lower()) from None
    if with_end:
        yield b""
