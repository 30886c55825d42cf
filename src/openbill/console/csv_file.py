"""Lists as files for a spreadsheet: the same rows as on the page, but all of them."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from django.http import HttpRequest, HttpResponse

from openbill.ledger.policies.spreadsheet_cell import spreadsheet_cell
from openbill.primitives.currency import exponent

ALL_ROWS = 1_000_000
"""As many as a sheet of a spreadsheet holds."""

Cell = str | int | Decimal | date | None


def is_csv(request: HttpRequest) -> bool:
    """Whether the address asks for the list as a file."""
    return request.GET.get("format") == "csv"


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A file to keep: UTF-8 with a mark that spreadsheets know, days and times as ISO 8601, figures with a point."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def major(minor: int, currency: str) -> Decimal | None:
    """An amount as a figure of its currency; none of no currency."""
    return Decimal(minor).scaleb(-exponent(currency)) if currency else None


def _written(cell: Cell) -> str | int | Decimal:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return spreadsheet_cell(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else cell
