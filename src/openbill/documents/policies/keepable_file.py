"""Which files are kept, and under which name."""

import re

from openbill.documents.errors import FileEmpty, FileNameBlank, FileNameWrong, FileTooLarge, MediaTypeWrong
from openbill.primitives.unseen_characters import unseen_character

LARGEST_BYTES = 64 * 1024 * 1024
"""A file is one value of the database, and is held in memory as a whole."""

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
_BETWEEN_FOLDERS = re.compile(r"[/\\]")


def file_name(text: str) -> str:
    """A name without folders. Raises FileNameBlank and FileNameWrong."""
    name = text.strip()
    unseen = unseen_character(name)
    if unseen is not None:
        raise FileNameWrong(character=unseen)
    folder = _BETWEEN_FOLDERS.search(name)
    if folder is not None:
        raise FileNameWrong(character=folder[0])
    if name in ("", ".", ".."):
        raise FileNameBlank
    return name


def media_type(text: str, *, name: str) -> str:
    """A type and subtype of RFC 6838 in small letters, without parameters. Raises MediaTypeWrong."""
    kind = text.strip().lower()
    if not _MEDIA_TYPE.fullmatch(kind):
        raise MediaTypeWrong(file_name=name, media_type=text)
    return kind


def content(data: bytes, *, name: str) -> bytes:
    """From one byte to LARGEST_BYTES. Raises FileEmpty and FileTooLarge."""
    if not data:
        raise FileEmpty(file_name=name)
    if len(data) > LARGEST_BYTES:
        raise FileTooLarge(file_name=name, size=len(data), largest=LARGEST_BYTES)
    return data
