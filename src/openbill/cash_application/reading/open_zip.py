"""The files of a zip as banks deliver it, within limits that no honest one comes near."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from openbill.cash_application.errors import StatementIsTooLarge
from openbill.cash_application.reading.place import Place

MOST_FILES = 200
LARGEST_TOTAL = 200_000_000
LARGEST_RATIO = 200
"""A statement is packed to a tenth or a fiftieth; what unpacks to more than this is made to do harm."""

_SMALL = 1_000_000
"""So much of one file may come out, whatever the ratio."""

ZIP = b"PK\x03\x04"
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def open_zip(content: bytes, file: str) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file, in the order of the zip; folders, and what macOS adds, are left out.

    Raises StatementIsTooLarge, or StatementCannotBeRead where it is broken, encrypted, packed in an unusual way, or
    holds a zip.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            yield from _files(archive, file)
    except _FAULTS as fault:
        raise Place(file).refusal(reason=f"it is no whole zip ({fault})") from None


def _files(archive: zipfile.ZipFile, file: str) -> Iterator[tuple[str, bytes]]:
    if not all(each.filename for each in archive.infolist()):
        raise Place(file).refusal(reason="it holds a file without a name")
    members = [each for each in archive.infolist() if not each.is_dir() and not each.filename.startswith("__MACOSX/")]
    if not members:
        raise Place(file).refusal(reason="it holds no file")
    if len(members) > MOST_FILES:
        raise StatementIsTooLarge(file=file, limit="200 files")
    left = LARGEST_TOTAL
    for member in members:
        place = Place(f"{file}/{member.filename}")
        if member.flag_bits & 1:
            raise place.refusal(reason="it is encrypted")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise place.refusal(reason="it is packed in a way that is not known")
        # The zip says how large the file will be, and may lie: so much is unpacked, and no more.
        most = min(left, max(_SMALL, member.compress_size * LARGEST_RATIO))
        with archive.open(member) as packed:
            unpacked = packed.read(most + 1)
        if len(unpacked) > most:
            raise StatementIsTooLarge(file=file, limit="200 MB" if most == left else "200 times its packed size")
        if unpacked.startswith(ZIP):
            raise place.refusal(reason="it is a zip within a zip")
        left -= len(unpacked)
        yield member.filename, unpacked
