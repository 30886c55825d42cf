"""The fields of a file, statement by statement."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from openbill.cash_application.errors import StatementIsTruncated
from openbill.cash_application.reading.place import Place

_LINE = re.compile(r"[^\r\n]+|\r\n?|\n")

_FIELD = re.compile(r":(13D?|20|21|25P?|28C?|34F|60[FM]?|61|62[FM]?|64|65|86|90[CD]|NS|94[0-2]|950):(.*)")
"""A line that looks like another field is text that a bank broke there."""

_ENVELOPE = re.compile(r"\{[1-5]:")
_MESSAGE = re.compile(r"\{2:[IO](\d{3})")
_STATEMENTS = ("940", "941", "942", "950")
_END = re.compile(r"-(\}.*|[A-Z0-9]{3})?")
"""The end of a message; some banks write three letters behind it, which are an end only after the closing balance."""


@dataclass(slots=True)
class Field:
    """A field with its lines, the first without the tag; `line` is where it begins."""

    tag: str
    line: int
    lines: list[str]


@dataclass(slots=True)
class Message:
    """The fields of one statement; `kind` is 942 where the envelope says so, and blank where there is none.

    `is_closed` once a closing balance was told.
    """

    line: int
    kind: str = ""
    is_in_envelope: bool = False
    is_closed: bool = False
    fields: list[Field] = field(default_factory=list)


def messages_of(text: str, file: str) -> Iterator[Message]:
    """The messages of a file, with all that stands between an end and the next field left out.

    A message begins with its envelope or with field 20, and ends with a line of its own or where the next one begins.
    Raises StatementCannotBeRead for messages of another kind, StatementIsTruncated where an envelope is not closed.
    """
    message = Message(line=1)
    current: Field | None = None
    number = 0
    for number, line in _numbered(text):
        if _ENVELOPE.match(line):
            if message.fields:
                yield message
            message, current = _begin(line, number, file), None
        elif _is_end(line, message):
            message.is_in_envelope = False
            if message.fields:
                yield message
            message, current = Message(line=number + 1), None
        elif (found := _FIELD.fullmatch(line)) is None:
            if current is not None:
                current.lines.append(line)
        elif len(found[1]) == 3 and found[1].isdigit():
            current = None
        else:
            if found[1] == "20" and message.fields:
                yield message
                message = Message(line=number)
            current = Field(tag=found[1], line=number, lines=[found[2]])
            message.fields.append(current)
            message.is_closed |= found[1].startswith("62")
    if message.is_in_envelope:
        raise StatementIsTruncated(file=file, reason=f"it breaks off in line {number}")
    if message.fields:
        yield message


def _is_end(line: str, message: Message) -> bool:
    found = _END.fullmatch(line)
    if found is None:
        return False
    return not found[1] or found[1].startswith("}") or message.is_closed


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with their numbers from 1."""
    number = 1
    for found in _LINE.finditer(text):
        if found[0][0] in "\r\n":
            number += 1
        elif line := found[0].rstrip():
            yield number, line


def _begin(line: str, number: int, file: str) -> Message:
    kind = found[1] if (found := _MESSAGE.search(line)) else ""
    if kind and kind not in _STATEMENTS:
        raise Place(file, number).refusal(reason=f"it holds a message of another kind (MT{kind})")
    return Message(line=number, kind=kind, is_in_envelope=line.endswith("{4:"))
