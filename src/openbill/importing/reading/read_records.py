"""The records of a CSV file, one at a time, each with the physical line at which it starts."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

LONGEST_FIELD = 1_000_000
_MOST_LINES = 5_000
_MOST_CHARACTERS = 4_000_000
_MOST_READ_AGAIN = 50_000_000


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a file are parted."""

    separator: str
    quote: str = '"'
    escape: str | None = None
    skips_initial_space: bool = False


class BrokenRecord(NamedTuple):
    """Text that is not a record, with what could be made of its first line."""

    line_number: int
    reason: str
    remedy: str
    cells: tuple[str, ...]


class RecordTooLong(Exception):
    """A record runs over so many lines that a quotation mark must be missing."""


class LineSource:
    """The physical lines of a file, remembering those of the record that is being read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._put_back: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        taken = self.taken
        characters = 0
        for line in chain(self._lines_put_back(), self._lines):
            taken.append(line)
            if len(taken) > 1:
                characters += len(line)
                if len(taken) > _MOST_LINES or characters > _MOST_CHARACTERS:
                    raise RecordTooLong
            else:
                characters = len(line)
            yield line

    def _lines_put_back(self) -> Iterator[str]:
        while self._put_back:
            yield self._put_back.pop()

    def put_back(self, lines: list[str]) -> None:
        self._put_back.extend(reversed(lines))


def read_records(
    lines: Iterable[str], dialect: Dialect, *, first_line: int = 1
) -> Iterator[tuple[int, list[str] | BrokenRecord]]:
    """Pairs of line number and cells; a record that cannot be parted is a BrokenRecord and the next is read.

    A quotation mark that is opened and not closed costs its own line only: those behind it are read again.
    After fifty million characters read again the rest of the file is given up, as one BrokenRecord, so that
    the time stays in proportion to the file.
    """
    csv.field_size_limit(LONGEST_FIELD)
    source = LineSource(lines)
    next_line = first_line
    read_again = 0
    while True:
        reader = _reader(iter(source), dialect, strict=True)
        start = next_line
        taken = source.taken
        taken.clear()
        try:
            for cells in reader:
                yield start, cells
                start += len(taken)
                taken.clear()
            return
        except (csv.Error, RecordTooLong):
            swallowed = list(taken)
        read_again += sum(map(len, swallowed[1:]))
        if read_again > _MOST_READ_AGAIN:
            yield start, BrokenRecord(start, *_GIVEN_UP, _leniently(swallowed[0], dialect))
            return
        yield start, _broken(start, swallowed, dialect)
        source.put_back(swallowed[1:])
        next_line = start + 1


_GIVEN_UP = (
    "the quotation marks of the file do not come in pairs: nothing from this line on is read",
    "Export the file again, with quotation marks within a text doubled.",
)


def _broken(line_number: int, swallowed: list[str], dialect: Dialect) -> BrokenRecord:
    cells = _leniently(swallowed[0], dialect)
    if _leaves_quote_open(swallowed[0], dialect):
        reason = "a quotation mark is opened in this line and never closed"
        remedy = "Close it, or complete the file if it was cut off here."
    else:
        reason = "a quotation mark within a text is not doubled"
        remedy = 'Write "" for a quotation mark within a quoted text.'
    return BrokenRecord(line_number, reason, remedy, cells)


def _leaves_quote_open(line: str, dialect: Dialect) -> bool:
    try:
        for _ in _reader(iter([line]), dialect, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _leniently(line: str, dialect: Dialect) -> tuple[str, ...]:
    try:
        return tuple(next(_reader(iter([line]), dialect, strict=False), []))
    except csv.Error:
        return (line[:1000],)


def _reader(lines: Iterator[str], dialect: Dialect, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=dialect.separator,
        quotechar=dialect.quote,
        escapechar=dialect.escape,
        skipinitialspace=dialect.skips_initial_space,
        strict=strict,
    )
