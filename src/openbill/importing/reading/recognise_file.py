"""What a file is: its encoding, separator, header, kind and columns, its way of dates and amounts."""

import re
from collections.abc import Iterator
from pathlib import Path

from openbill.importing.errors import (
    ColumnAppearsTwice,
    ColumnIsMissing,
    HeaderIsNotRecognised,
    TooManyColumns,
)
from openbill.importing.policies.choose_columns import choose_columns
from openbill.importing.policies.choose_kind import missing_fields
from openbill.importing.policies.header_synonyms import (
    AMOUNT_FIELDS,
    DATE_FIELDS,
    NUMBER_FIELDS,
    OURS,
)
from openbill.importing.policies.match_headers import header_key, is_known, split_currency
from openbill.importing.policies.read_date import DateEvidence
from openbill.importing.reading.check_bytes import CheckedBytes, check_bytes
from openbill.importing.reading.decide_styles import OTHER_COLUMN, decide_styles
from openbill.importing.reading.find_header import FoundHeader, find_header, first_cells
from openbill.importing.reading.gather_evidence import Evidence, gather_evidence
from openbill.importing.reading.open_lines import first_lines, open_lines, skip_lines
from openbill.importing.reading.read_records import BrokenRecord, Dialect, read_records
from openbill.importing.reading.recognise_credits import recognise_credits
from openbill.importing.reading.state_choices import (
    NEEDED,
    check_choices,
    said,
    stated_columns,
    stated_or_found_kind,
)
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import FileShape, Mapping

MOST_COLUMNS = 500
_FLOAT = re.compile(r"-?\d+\.0")


def recognise_file(
    path: Path,
    *,
    mapping: Mapping | None = None,
    choices: ReadingChoices | None = None,
    sample_bytes: int = 256 * 1024,
) -> FileShape:
    """Recognise a CSV file, reading it once for its encoding and again only where the sample leaves a doubt.

    What the sample can never settle is whether credit notes and payments are signed: see `recognise_credits`.

    What `choices` state wins over the `mapping`, and the mapping over what the file seems to say.

    Raises the refusals of `openbill.importing.errors`.
    """
    wanted = choices or ReadingChoices()
    check_choices(wanted)
    path = Path(path)
    checked = check_bytes(path, encoding=wanted.encoding, preferred=mapping.encoding if mapping else None)
    lines = first_lines(path, checked.encoding, sample_bytes)
    header = _header(path, lines, mapping, wanted)
    stated = stated_columns(path, header.headers, mapping, wanted)
    kind, assumptions = stated_or_found_kind(path, header.headers, mapping, wanted, stated)
    records = list(_records(iter(lines[header.line_number - 1 :]), header.dialect))
    if len(records) > 1 and checked.size_bytes > sample_bytes:
        records.pop()

    offered = tuple(name for name in header.headers if name not in wanted.ignored_columns)
    columns, assumed = choose_columns(offered, kind, _by_header(header.headers, records), stated)
    missing = missing_fields(kind, {field: [name] for field, name in columns.items()})
    if missing:
        found = ", ".join(name for name in header.headers if name)
        raise ColumnIsMissing(path=str(path), kind=said(kind), missing="; the ".join(missing), found=found)
    assumptions += assumed
    shape = FileShape(
        kind=kind,
        encoding=checked.encoding,
        separator=header.dialect.separator,
        quote=header.dialect.quote,
        escape=header.dialect.escape,
        skips_initial_space=header.dialect.skips_initial_space,
        header_line=header.line_number,
        headers=header.headers,
        cell_count=_cell_count(header.headers, records),
        columns=columns,
        unused_columns=_unused(header.headers, columns),
        date_orders={},
        decimal_style="point",
        currency_in_header=_currency_in_header(columns),
        amounts_name_currency=False,
        payments_are_negative=False,
        credits="by-kind",
        credits_are_proven=False,
        whole_number_columns=_whole_number_columns(header.headers, columns, records),
        defaults=dict(mapping.defaults) if mapping else {},
        assumptions=[*checked.assumptions, *assumptions],
        size_bytes=checked.size_bytes,
        line_count=checked.line_count,
    )
    evidence = _evidence(path, shape, records, header.dialect, checked, sample_bytes)
    return recognise_credits(path, decide_styles(shape, evidence, records, mapping, wanted), mapping, wanted)


def _evidence(
    path: Path,
    shape: FileShape,
    records: list[list[str]],
    dialect: Dialect,
    checked: CheckedBytes,
    sample_bytes: int,
) -> Evidence:
    dates = {name: shape.headers.index(h) for name, h in shape.columns.items() if name in DATE_FIELDS}
    for name in shape.unused_columns:
        place = shape.headers.index(name)
        if _holds_dates([cells[place] for cells in records[1:201] if len(cells) > place]):
            dates[f"{OTHER_COLUMN}{name}"] = place
    amounts = [shape.headers.index(h) for name, h in shape.columns.items() if name in AMOUNT_FIELDS]
    evidence = gather_evidence(records[1:], dates, amounts)
    if evidence.is_enough or checked.size_bytes <= sample_bytes:
        return evidence
    with open_lines(path, checked.encoding) as (text, _):
        skip_lines(text, shape.header_line - 1)
        every = _records(text, dialect)
        next(every, None)
        return gather_evidence(every, dates, amounts, stop_when_enough=True)


def _holds_dates(values: list[str]) -> bool:
    found = DateEvidence()
    found.weigh(values)
    return found.dates > 0 and found.other == 0


def _records(lines: Iterator[str], dialect: Dialect) -> Iterator[list[str]]:
    for _, cells in read_records(lines, dialect):
        if not isinstance(cells, BrokenRecord) and any(cells):
            yield cells


def _header(path: Path, lines: list[str], mapping: Mapping | None, wanted: ReadingChoices) -> FoundHeader:
    named = {header_key(name) for name in (*(mapping.columns.values() if mapping else ()), *wanted.columns.values())}
    header = find_header(lines, lambda cell: header_key(cell) in named or is_known(cell), separator=wanted.separator)
    if header is None:
        found = ", ".join(first_cells(lines)) or "nothing"
        raise HeaderIsNotRecognised(path=str(path), found=found, needed=NEEDED)
    if len(header.headers) > MOST_COLUMNS:
        raise TooManyColumns(path=str(path), count=len(header.headers), limit=MOST_COLUMNS)
    places: dict[str, int] = {}
    for place, name in enumerate(header.headers, start=1):
        if name and name.casefold() in places:
            raise ColumnAppearsTwice(path=str(path), header=name, first=places[name.casefold()], second=place)
        places[name.casefold()] = place
    return header


def _by_header(headers: tuple[str, ...], records: list[list[str]]) -> dict[str, list[str]]:
    rows = [cells for cells in records[1:2001] if len(cells) >= len(headers)]
    return {name: [cells[place] for cells in rows] for place, name in enumerate(headers) if name}


def _cell_count(headers: tuple[str, ...], records: list[list[str]]) -> int:
    """How many cells a row has: one more than the header where every row ends in a separator."""
    rows = records[1:]
    if rows and all(len(cells) == len(headers) + 1 and not cells[-1].strip() for cells in rows):
        return len(headers) + 1
    return len(headers)


def _unused(headers: tuple[str, ...], columns: dict[str, str]) -> tuple[str, ...]:
    used = set(columns.values())
    return tuple(name for name in headers if name and name not in used and name.casefold() not in OURS)


def _whole_number_columns(
    headers: tuple[str, ...], columns: dict[str, str], records: list[list[str]]
) -> frozenset[str]:
    """Fields whose numbers were all kept as floats on their way here: "1930571429.0"."""
    found = set()
    for field, name in columns.items():
        if field in NUMBER_FIELDS:
            place = headers.index(name)
            filled = [cells[place].strip() for cells in records[1:] if len(cells) > place and cells[place].strip()]
            if filled and all(_FLOAT.fullmatch(value) for value in filled):
                found.add(field)
    return frozenset(found)


def _currency_in_header(columns: dict[str, str]) -> str | None:
    if "currency" in columns:
        return None
    named = {split_currency(columns[field])[1] for field in ("amount", "open_amount") if field in columns}
    return named.pop() if len(named) == 1 else None
