"""The rows of a recognised file, typed and checked, or refused by name."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from openbill.importing.errors import CurrencyIsNotStated
from openbill.importing.policies.match_headers import header_key
from openbill.importing.reading.open_lines import open_lines, skip_lines
from openbill.importing.reading.read_customer import customer_reader
from openbill.importing.reading.read_invoice import invoice_reader
from openbill.importing.reading.read_payment import payment_reader
from openbill.importing.reading.read_records import BrokenRecord, Dialect, read_records
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.reading.refuse_field import FieldRefused, RowIgnored
from openbill.importing.reading.row_cells import truncated
from openbill.importing.reading.row_defaults import RowDefaults
from openbill.importing.types.files import FileShape, Mapping, Row
from openbill.importing.types.results import IgnoredRow, Progress, ProgressCallback, RefusedRow

_ROWS_PER_REPORT = 5_000
_TOTALS = frozenset(
    header_key(word)
    for word in (
        "total",
        "totals",
        "grand total",
        "sub total",
        "sum",
        "Summe",
        "Gesamt",
        "Gesamtsumme",
        "Zwischensumme",
        "Endsumme",
        "Total général",
        "Sous-total",
        "Somme",
        "Suma",
        "Total general",
        "Subtotal",
        "Totale",
        "Totaal",
        "Total due",
        "Total amount",
        "Total open",
        "Report total",
        "Customer total",
    )
)


def read_rows(
    path: Path,
    shape_or_mapping: FileShape | Mapping,
    *,
    default_currency: str | None = None,
    default_legal_entity: str | None = None,
    default_document_date: date | None = None,
    default_terms_days: int | None = None,
    progress: ProgressCallback | None = None,
) -> Iterator[Row | RefusedRow | IgnoredRow]:
    """The rows of a file in its order; memory does not grow with it.

    A row that cannot be taken is a RefusedRow and stops no other; an invoice over nothing is an IgnoredRow;
    blank lines are passed over. `progress` is called about every five thousand rows and once at the end.

    Raises the refusals of `openbill.importing.errors` before the first row, never later.
    """
    path = Path(path)
    shape = shape_or_mapping
    if isinstance(shape, Mapping):
        shape = recognise_file(path, mapping=shape)
    defaults = RowDefaults(
        currency=default_currency or shape.defaults.get("currency"),
        legal_entity=default_legal_entity or shape.defaults.get("legal_entity"),
        document_date=default_document_date,
        terms_days=default_terms_days,
    )
    knows_currency = "currency" in shape.columns or shape.currency_in_header or shape.amounts_name_currency
    if shape.kind != "customers" and not knows_currency and defaults.currency is None:
        raise CurrencyIsNotStated(path=str(path))
    return _rows(path, shape, _reader(shape, defaults), progress)


def _reader(shape: FileShape, defaults: RowDefaults) -> Callable[[int, list[str]], Row]:
    if shape.kind == "customers":
        return customer_reader(shape, defaults)
    if shape.kind == "payments":
        return payment_reader(shape, defaults)
    return invoice_reader(shape, defaults)


def _rows(
    path: Path, shape: FileShape, read: Callable[[int, list[str]], Row], progress: ProgressCallback | None
) -> Iterator[Row | RefusedRow | IgnoredRow]:
    dialect = Dialect(shape.separator, shape.quote, shape.escape, shape.skips_initial_space)
    width = shape.cell_count
    report = progress or _no_report
    done = Progress(total_bytes=shape.size_bytes)
    place_of_customer = _place_of_customer(shape)
    all_may_be_totals = shape.kind == "customers"
    until_report = _ROWS_PER_REPORT
    with open_lines(path, shape.encoding) as (text, binary):
        skip_lines(text, shape.header_line - 1)
        records = read_records(text, dialect, first_line=shape.header_line)
        next(records, None)
        for line_number, cells in records:
            result: Row | RefusedRow | IgnoredRow
            if isinstance(cells, BrokenRecord):
                result = RefusedRow(line_number, "", truncated(" ".join(cells.cells)), *cells[1:])
                done.refused += 1
            elif len(cells) != width:
                if not cells or not any(map(str.strip, cells)):
                    continue
                result = _refused_width(line_number, cells, shape)
                done.refused += 1
            else:
                cells.append("")
                try:
                    result = read(line_number, cells)
                    customer = cells[place_of_customer].casefold()
                    if (all_may_be_totals or customer in _TOTALS) and _is_total(cells, width):
                        result = _refused_total(line_number, cells[:-1], shape)
                        done.refused += 1
                    else:
                        done.taken += 1
                except FieldRefused as refused:
                    cells.pop()
                    if not any(map(str.strip, cells)):
                        continue
                    result = _refused(line_number, cells, shape, refused)
                    done.refused += 1
                except RowIgnored as ignored:
                    result = IgnoredRow(line_number, ignored.reason, tuple(cells[:-1]))
                    done.ignored += 1
            until_report -= 1
            if not until_report:
                until_report = _ROWS_PER_REPORT
                done.read_bytes, done.line_number = binary.tell(), line_number
                report(done)
            yield result
        done.read_bytes, done.line_number = shape.size_bytes, shape.line_count
        report(done)


def _refused(line_number: int, cells: list[str], shape: FileShape, refused: FieldRefused) -> RefusedRow:
    if _is_total(cells, shape.cell_count):
        return _refused_total(line_number, cells, shape)
    if [cell.strip() for cell in cells[: len(shape.headers)]] == list(shape.headers):
        return RefusedRow(
            line_number, "", "", "the header line stands here once more", "Remove the line.", tuple(cells)
        )
    header = shape.columns.get(refused.field, "")
    value = cells[shape.headers.index(header)] if header else ""
    return RefusedRow(line_number, header, truncated(value), refused.reason, refused.remedy, tuple(cells))


def _refused_width(line_number: int, cells: list[str], shape: FileShape) -> RefusedRow:
    if _is_total(cells, shape.cell_count):
        return _refused_total(line_number, cells, shape)
    more = len(cells) > shape.cell_count
    reason = f"the row has {len(cells)} cells, the header has {len(shape.headers)}"
    remedy = (
        f"Put texts that contain '{shape.separator}' into quotation marks."
        if more
        else "Complete the row; the file may have been cut off here."
    )
    return RefusedRow(line_number, "", truncated(shape.separator.join(cells)), reason, remedy, tuple(cells))


def _refused_total(line_number: int, cells: list[str], shape: FileShape) -> RefusedRow:
    value = truncated(shape.separator.join(cell for cell in cells if cell.strip()))
    return RefusedRow(
        line_number,
        "",
        value,
        "this is a line of totals, not a row",
        "Remove it; totals are not imported.",
        tuple(cells),
    )


def _is_total(cells: list[str], width: int) -> bool:
    """Whether the first text of a row is a word for a total and hardly anything stands beside it."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled or header_key(filled[0][:60]) not in _TOTALS:
        return False
    return len(filled) <= 1 or len(filled) * 2 <= width + 1


def _place_of_customer(shape: FileShape) -> int:
    header = shape.columns.get("customer_number") or shape.columns.get("customer_name")
    return shape.headers.index(header) if header else 0


def _no_report(_: Progress) -> None:
    return None
