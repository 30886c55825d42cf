"""The records of a file, each with the lines that continue it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openbill.cash_application.reading.place import Place

CONTINUES = "88"

_LINE = re.compile(r"[^\r\n]+|\r\n?|\n")
_RECORD = re.compile(r"(01|02|03|16|49|88|98|99)(?:,(.*)|/)", re.ASCII)


@dataclass(slots=True)
class Record:
    """A record: `line` is where it begins, `lines` what it says in each of its lines, without code and stroke."""

    code: str
    line: int
    lines: list[str]


class Fields:
    """What a record says, field by field over all of its lines; what is not there is blank."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._at = 0
        self._position = 0

    @property
    def are_over(self) -> bool:
        return self._at == len(self._lines)

    def take(self) -> str:
        """The next field, without spaces around."""
        if self.are_over:
            return ""
        line, begin = self._lines[self._at], self._position
        end = line.find(",", begin)
        if end < 0:
            self._at, self._position = self._at + 1, 0
            return line[begin:].strip()
        self._position = end + 1
        return line[begin:end].strip()

    def take_rest(self) -> list[str]:
        """What is left, line by line, with its commas."""
        if self.are_over:
            return []
        rest = [self._lines[self._at][self._position :], *self._lines[self._at + 1 :]]
        self._at = len(self._lines)
        return rest


def records_of(text: str, file: str) -> Iterator[Record]:
    """The records of a file; what is none is refused with its line.

    A stroke ends the fields of a line. A text needs none, and one at its end is none of its own.
    """
    record: Record | None = None
    for number, line in _numbered(text):
        found = _RECORD.fullmatch(line)
        if found is None:
            raise Place(file, number).refusal(reason=f'"{line[:40]}" is no record')
        said = (found[2] or "").removesuffix("/")
        if found[1] != CONTINUES:
            if record is not None:
                yield record
            record = Record(found[1], number, [said])
        elif record is None:
            raise Place(file, number).refusal(reason="it continues nothing")
        else:
            record.lines.append(said)
    if record is not None:
        yield record


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    number = 1
    for found in _LINE.finditer(text):
        if found[0][0] in "\r\n":
            number += 1
        elif line := found[0].strip():
            yield number, line
