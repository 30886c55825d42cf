"""What the lines and the texts of a message may be written with."""

import re

from openbill.messaging.errors import TextMissing, TextTooLong, UnwritableCharacter
from openbill.primitives.unseen_characters import unseen_character

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but for tabs and line ends, and halves of surrogates."""


def one_line(field: str, text: str, *, most: int, may_be_blank: bool = False) -> str:
    """A text for a header or a list, without space around it.

    Raises UnwritableCharacter (a line break would begin another header), TextMissing and TextTooLong; none
    repeats the text: it may be somebody's.
    """
    line = text.strip(" ")
    found = unseen_character(line)
    if found is not None:
        raise UnwritableCharacter(field=field, character=found)
    line = line.strip()
    if not line and not may_be_blank:
        raise TextMissing(field=field)
    if len(line) > most:
        raise TextTooLong(field=field, length=len(line), most=most)
    return line


def several_lines(field: str, text: str, *, most: int, may_be_blank: bool = False) -> str:
    """A text of several lines, which end as in Unix. Raises UnwritableCharacter, TextMissing and TextTooLong."""
    lines = text.replace("\r\n", "\n")
    if not lines.strip() and not may_be_blank:
        raise TextMissing(field=field)
    if len(lines) > most:
        raise TextTooLong(field=field, length=len(lines), most=most)
    found = _UNWRITABLE.search(lines)
    if found:
        raise UnwritableCharacter(field=field, character=f"U+{ord(found[0]):04X}")
    return lines
