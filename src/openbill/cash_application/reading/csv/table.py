"""The rows of a CSV file, each with the line in which it starts, within limits that no honest file comes near."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from openbill.cash_application.errors import StatementIsTooLarge, StatementIsTruncated
from openbill.cash_application.reading.place import Place

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 200_000, 200, 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, without spaces around them."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and the rows below them that are not blank."""

    line: int
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(text: str, file: str, delimiter: str, skipped: int, *, has_headings: bool) -> Table:
    """The columns and rows behind the `skipped` lines; without headings the columns are "1", "2" and so on.

    Raises StatementIsTooLarge, StatementIsTruncated where there is no line of headings, a quotation mark is not closed
    or a row is too short; StatementCannotBeRead.
    """
    lines = text.splitlines(keepends=True)[skipped:]
    records = _records(lines, file, delimiter, skipped)
    first = next(records, None)
    if first is None:
        raise StatementIsTruncated(file=file, reason=f"nothing stands behind line {skipped}")
    if has_headings:
        return Table(first.line, names_of(first.cells), tuple(_whole(records, len(first.cells), file)))
    rows = (first, *records)
    return Table(
        first.line,
        tuple(str(number) for number in range(1, len(first.cells) + 1)),
        tuple(_whole(rows, len(first.cells), file)),
    )


def names_of(headings: Iterable[str]) -> tuple[str, ...]:
    """The names of columns by their headings: the second Balance is "Balance (2)"; what has no heading has no name."""
    seen: Counter[str] = Counter()
    names = []
    for heading in headings:
        plain = " ".join(heading.split())
        seen[plain] += 1
        names.append(f"{plain} ({seen[plain]})" if plain and seen[plain] > 1 else plain)
    return tuple(names)


def _records(lines: Iterable[str], file: str, delimiter: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = skipped + 1
    count = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            if "unexpected end" in str(fault):
                raise StatementIsTruncated(file=file, reason=f"a quotation mark of line {line} is not closed") from None
            raise Place(file, line).refusal(reason=f"it is no line of a CSV file ({fault})") from None
        if len(cells) > MOST_COLUMNS:
            raise StatementIsTooLarge(file=file, limit=f"{MOST_COLUMNS} columns")
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise StatementIsTooLarge(file=file, limit=f"{LONGEST_CELL:,} letters in a cell")
        tidy = tuple(cell.strip() for cell in cells)
        if any(tidy):
            count += 1
            if count > MOST_ROWS:
                raise StatementIsTooLarge(file=file, limit=f"{MOST_ROWS:,} rows")
            yield Row(line, tidy)
        line = skipped + reader.line_num + 1


def _whole(rows: Iterable[Row], width: int, file: str) -> Iterator[Row]:
    """The rows, of which only the caller knows whether the last ones are bookings: short ones are told later."""
    for row in rows:
        if any(islice(row.cells, width, None)):
            raise Place(file, row.line).refusal(
                reason=f"it has {len(row.cells)} columns, and there are {width}: a separator stands in a text"
            )
        yield Row(row.line, row.cells[:width])
