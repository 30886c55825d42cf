"""An EDI file with payment orders and remittance advices (X12 820) as advices."""

from collections.abc import Iterator
from dataclasses import replace

from openbill.cash_application.errors import RemittanceIsNotRecognised, RemittanceIsTruncated
from openbill.cash_application.reading.remittances.checked_size import checked_size, refuse_too_many
from openbill.cash_application.reading.remittances.unreadable import unreadable
from openbill.cash_application.reading.remittances.x12.read_transaction_set import read_transaction_set
from openbill.cash_application.reading.remittances.x12.segments import Segment, segments_of
from openbill.cash_application.types.remittances import RemittanceAdvice

_SET = "820"
_ENDS = {"ISA": "IEA", "GS": "GE", "ST": "SE"}
"""By what opens it the segment that closes an interchange, a group and a transaction set."""
_WITHIN = {"ISA": None, "GS": "ISA", "ST": "GS"}
_COUNTED = {"IEA": "groups", "GE": "transaction sets", "SE": "segments"}


def read_x12_820(content: bytes, file: str, currency: str) -> tuple[RemittanceAdvice, ...]:
    """The advice of each transaction set 820 of all interchanges; other sets are left out.

    A count that is wrong harms nothing that is read: it is a warning of the advices inside. Raises
    RemittanceIsTooLarge, RemittanceIsTruncated, RemittanceCannotBeRead, and RemittanceIsNotRecognised where there is
    no set 820.
    """
    text = checked_size(content, file).decode("utf-8", "replace")
    envelopes = _Envelopes(file, currency)
    for segment in segments_of(text, file):
        envelopes.take(segment)
    return envelopes.finish()


class _Envelopes:
    """The interchange, the group and the set that are open, and the advices that were read."""

    def __init__(self, file: str, currency: str) -> None:
        self._file, self._currency = file, currency
        self._open: list[Segment] = []
        self._counts: list[int] = []
        self._first: list[int] = []
        self._segments: list[Segment] = []
        self._advices: list[RemittanceAdvice] = []
        self._lines = 0

    def take(self, segment: Segment) -> None:
        inside = self._open[-1].name if self._open else None
        if segment.name in _ENDS:
            if inside != _WITHIN[segment.name]:
                raise self._misplaced(segment)
            self._begin(segment)
        elif segment.name in _COUNTED:
            if inside is None or _ENDS[inside] != segment.name:
                raise self._misplaced(segment)
            self._end(segment)
        elif inside == "ST":
            self._segments.append(segment)
            self._counts[-1] += 1
        elif segment.name != "TA1":
            raise self._misplaced(segment)

    def finish(self) -> tuple[RemittanceAdvice, ...]:
        if self._open:
            last = self._open[-1]
            raise RemittanceIsTruncated(
                file=self._file, reason=f"{last.name} of line {last.line} is not closed by {_ENDS[last.name]}"
            )
        if not self._advices:
            raise RemittanceIsNotRecognised(file=self._file, reason="it holds no transaction set 820")
        return tuple(self._advices)

    def _begin(self, segment: Segment) -> None:
        if self._counts:
            self._counts[-1] += 1
        self._open.append(segment)
        # A set counts the segments that open and close it too.
        self._counts.append(1 if segment.name == "ST" else 0)
        self._first.append(len(self._advices))
        self._segments = []

    def _end(self, segment: Segment) -> None:
        opened, counted, first = self._open.pop(), self._counts.pop(), self._first.pop()
        if segment.name == "SE":
            counted += 1
            if opened.at(1) == _SET:
                self._advices.append(self._read(opened))
        warnings = tuple(self._odd(opened, segment, counted))
        for place in range(first, len(self._advices)):
            advice = self._advices[place]
            self._advices[place] = replace(advice, warnings=(*advice.warnings, *warnings))

    def _read(self, opened: Segment) -> RemittanceAdvice:
        place = f"transaction set {len(self._advices) + 1}"
        advice = read_transaction_set(self._segments or [opened], place, self._currency, self._file)
        self._lines += len(advice.lines)
        refuse_too_many(len(self._advices) + 1, self._lines, self._file)
        return advice

    def _odd(self, opened: Segment, closed: Segment, counted: int) -> Iterator[str]:
        told = closed.at(1)
        if not (told.isascii() and told.isdigit() and len(told) <= 10):
            raise unreadable(self._file, closed.line, f'"{told[:40]}" is no number')
        if int(told) != counted:
            yield f"{closed.name} says {int(told)} {_COUNTED[closed.name]}, {counted} are there"
        number = {"ISA": 13, "GS": 6, "ST": 2}[opened.name]
        if opened.at(number) != closed.at(2):
            yield f'{closed.name} closes "{closed.at(2)[:40]}", and {opened.name} opened "{opened.at(number)[:40]}"'

    def _misplaced(self, segment: Segment) -> Exception:
        inside = self._open[-1].name if self._open else "no interchange"
        if segment.name in _COUNTED or segment.name in _ENDS:
            # What should have closed before is missing: a part of the file was lost.
            return RemittanceIsTruncated(
                file=self._file, reason=f"{segment.name} stands in line {segment.line}, inside of {inside}"
            )
        return unreadable(self._file, segment.line, f"{segment.name} stands inside of {inside}")
