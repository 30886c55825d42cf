"""The segments of an interchange, parted by the signs that its own head names."""

from collections.abc import Iterator
from dataclasses import dataclass

from openbill.cash_application.errors import RemittanceIsTruncated
from openbill.cash_application.reading.remittances.unreadable import unreadable

HEAD = "ISA"
HEAD_LENGTH = 106
"""The head has elements of fixed widths, so that the signs stand at fixed places (X12.5): those of elements and of
segments at its fourth and its last letter."""

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment with its elements; `line` is that of the file in which it begins."""

    name: str
    elements: tuple[str, ...]
    line: int

    def at(self, position: int) -> str:
        """The element of a position, from 1, without spaces around; blank where it is not there."""
        return self.elements[position - 1].strip() if position <= len(self.elements) else ""


def segments_of(text: str, file: str) -> Iterator[Segment]:
    """The segments of all interchanges of a file, in its order; each interchange has signs of its own.

    Raises RemittanceCannotBeRead, and RemittanceIsTruncated where the last segment does not end.
    """
    begin, line = 0, 1
    between, end = "", ""
    while True:
        begin, line = _without_space(text, begin, line)
        if begin == len(text):
            return
        if text.startswith(HEAD, begin):
            between, end = _signs(text[begin : begin + HEAD_LENGTH], line, file)
        if not end:
            raise unreadable(file, line, "it does not begin with ISA")
        stop = text.find(end, begin)
        if stop < 0:
            raise RemittanceIsTruncated(file=file, reason=f"the segment in line {line} does not end")
        name, *elements = text[begin:stop].split(between)
        if not (2 <= len(name) <= 3 and name.isascii() and name.isalnum()):
            raise unreadable(file, line, f'"{name[:20]}" is no segment')
        yield Segment(name, tuple(elements), line)
        line += text.count("\n", begin, stop + 1)
        begin = stop + 1


def _without_space(text: str, begin: int, line: int) -> tuple[int, int]:
    """Where the next segment begins: many programs write each into a line of its own."""
    place = begin
    while place < len(text) and (text[place].isspace() or text[place] in _MARK):
        place += 1
    return place, line + text.count("\n", begin, place)


def _signs(head: str, line: int, file: str) -> tuple[str, str]:
    if len(head) < HEAD_LENGTH:
        raise RemittanceIsTruncated(file=file, reason=f"the segment in line {line} does not end")
    between, end = head[3], head[-1]
    if between.isalnum() or end.isalnum() or between == end or head.count(between) != 16:
        raise unreadable(file, line, "the head of the interchange is not as wide as X12 says")
    return between, end
