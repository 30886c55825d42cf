"""The original cells of rows that were read before."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from openbill.importing.reading.open_lines import open_lines, skip_lines
from openbill.importing.reading.read_records import BrokenRecord, Dialect, read_records
from openbill.importing.types.files import FileShape


def cells_of_lines(path: Path, shape: FileShape, lines: Iterable[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Read a file once more and give the cells of the rows that begin in these lines, which rise."""
    wanted = iter(lines)
    next_line = next(wanted, None)
    if next_line is None:
        return
    dialect = Dialect(shape.separator, shape.quote, shape.escape, shape.skips_initial_space)
    with open_lines(path, shape.encoding) as (text, _):
        skip_lines(text, shape.header_line - 1)
        for line, cells in read_records(text, dialect, first_line=shape.header_line):
            if line != next_line:
                continue
            yield line, tuple(cells.cells if isinstance(cells, BrokenRecord) else cells)
            next_line = next(wanted, None)
            if next_line is None:
                return
