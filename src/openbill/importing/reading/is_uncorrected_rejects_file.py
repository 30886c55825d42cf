"""Whether a file is one of refused rows that nobody has corrected yet."""

import csv
from pathlib import Path

from openbill.importing.policies.header_synonyms import OURS
from openbill.importing.reading.row_cells import truncated
from openbill.importing.reading.write_rejects import harmless, original_headers
from openbill.importing.types.files import FileShape


def is_uncorrected_rejects_file(path: Path, shape: FileShape) -> bool:
    """Whether all that stands in a file was written by an earlier import of the same columns.

    It tells by itself: beside each row stands the value that was refused. Where the row still has it, nobody has put
    any work into it, and the next import may write the file anew.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter=shape.separator, strict=True)
            header = next(rows, [])
            if tuple(header[-len(OURS) :]) != OURS or header[: -len(OURS)] != original_headers(shape):
                return False
            return all(_is_as_refused(row, shape) for row in rows)
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


def _is_as_refused(row: list[str], shape: FileShape) -> bool:
    width = len(shape.headers)
    if len(row) < width + len(OURS):
        return False
    cells, surplus = row[:width], row[width + len(OURS) :]
    _, column, value, _, _ = row[width : width + len(OURS)]
    if column in shape.headers:
        cell = cells[shape.headers.index(column)]
        return value in (harmless(cell), harmless(truncated(cell)))
    return _bare("".join([*cells, *surplus]), shape).startswith(_bare(value.removesuffix("..."), shape))


def _bare(text: str, shape: FileShape) -> str:
    """A whole row as one word: what is told of it has other space and separators between its cells."""
    return "".join(text.replace(shape.separator, "").split()).removeprefix("'")
