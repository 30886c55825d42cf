"""Where the header of a file is, and what parts its cells."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from openbill.importing.reading.read_records import LONGEST_FIELD, Dialect

SEPARATORS = (",", ";", "\t", "|")
_LINES_SEARCHED = 60
_STATED = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_ESCAPED_QUOTE = re.compile(r'\\"[^,;\t|\r\n]')


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """A header line; `known_count` of its cells are names that some import has."""

    dialect: Dialect
    line_number: int
    headers: tuple[str, ...]
    known_count: int


def find_header(
    lines: list[str], is_known: Callable[[str], bool], *, separator: str | None = None
) -> FoundHeader | None:
    """The line whose cells are best known as headers, among the first lines, over all separators.

    Lines before it (a title, a date of export, Excel's "sep=;") are preamble. None where no line is known.
    """
    csv.field_size_limit(LONGEST_FIELD)
    stated = _STATED.fullmatch(lines[0]) if lines else None
    separators = (separator,) if separator else (stated[1],) if stated and stated[1] in SEPARATORS else SEPARATORS
    best: FoundHeader | None = None
    best_score = (0, 0, 0)
    for candidate in separators:
        dialect = _dialect(lines, candidate)
        records = list(_records(lines, dialect))
        for place, (line_number, cells) in enumerate(records):
            known = len({cell for cell in cells if cell.strip() and is_known(cell)})
            same_width = sum(len(other) == len(cells) for _, other in records[place + 1 : place + 21])
            score = (known, same_width if len(cells) > 1 else 0, -line_number)
            if known and score > best_score:
                best_score = score
                best = FoundHeader(dialect, line_number, tuple(cell.strip() for cell in cells), known)
    return best


def first_cells(lines: list[str]) -> list[str]:
    """What stands in the first line that is not blank, for telling that no header was found."""
    for line in lines:
        if line.strip():
            separator = max(SEPARATORS, key=line.count)
            return [cell.strip().strip('"')[:40] for cell in line.strip().split(separator)[:12]]
    return []


def _dialect(lines: list[str], separator: str) -> Dialect:
    sample = "".join(lines[:200])[:100_000]
    escape = "\\" if _ESCAPED_QUOTE.search(sample) else None
    quote = '"'
    if '"' not in sample:
        cells = next((line.strip().split(separator) for line in lines if line.strip()), [])
        if cells and all(len(cell) > 1 and cell.startswith("'") and cell.endswith("'") for cell in cells):
            quote = "'"
    return Dialect(separator, quote, escape, skips_initial_space=f"{separator} {quote}" in sample)


def _records(lines: list[str], dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """The first records, parted leniently: a title line may hold anything."""
    reader = csv.reader(
        iter(lines[:_LINES_SEARCHED]),
        delimiter=dialect.separator,
        quotechar=dialect.quote,
        escapechar=dialect.escape,
        skipinitialspace=dialect.skips_initial_space,
    )
    start = 1
    try:
        for cells in islice(reader, _LINES_SEARCHED):
            if any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error:
        return
