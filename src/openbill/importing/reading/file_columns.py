"""The columns of a file, whatever they mean, with some of what stands in them."""

from dataclasses import dataclass
from pathlib import Path

from openbill.importing.errors import FileIsEmpty
from openbill.importing.policies.match_headers import is_known
from openbill.importing.reading.check_bytes import check_bytes
from openbill.importing.reading.find_header import find_header
from openbill.importing.reading.open_lines import first_lines
from openbill.importing.reading.read_records import BrokenRecord, read_records

SAMPLE_BYTES = 64 * 1024
SAMPLES = 3
LONGEST_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class FileColumns:
    """The headers of a file in their order, blank ones left out, with the first values under each."""

    headers: tuple[str, ...]
    samples: dict[str, tuple[str, ...]]
    line_count: int


def file_columns(path: Path) -> FileColumns:
    """The columns of a file; where no header is known to us, its first line with something in it counts as one.

    Raises the refusals of `check_bytes`, and FileIsEmpty where nothing but blanks stands in the file.
    """
    checked = check_bytes(path)
    lines = first_lines(path, checked.encoding, SAMPLE_BYTES)
    header = find_header(lines, is_known) or find_header(lines, lambda cell: bool(cell.strip()))
    if header is None:
        raise FileIsEmpty(path=str(path))
    samples: dict[str, list[str]] = {}
    records = read_records(iter(lines[header.line_number - 1 :]), header.dialect)
    next(records, None)
    for _, cells in records:
        if isinstance(cells, BrokenRecord):
            continue
        for name, cell in zip(header.headers, cells, strict=False):
            found = samples.setdefault(name, [])
            if cell.strip() and len(found) < SAMPLES:
                found.append(cell.strip()[:LONGEST_SAMPLE])
    return FileColumns(
        tuple(name for name in header.headers if name),
        {name: tuple(values) for name, values in samples.items()},
        checked.line_count,
    )
