"""How figures reach the shell: as a table, as JSON, as CSV."""

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from openbill.ledger.policies.spreadsheet_cell import spreadsheet_cell

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_WIDTH_OF_A_FILE = 1_000


def write_json(value: Any) -> None:
    """A value as JSON, in the order of its keys."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Lines as RFC 4180 wants them; the cells of texts were made safe with `text_cell`."""
    click.echo(_csv_line(columns), nl=False)
    for row in rows:
        click.echo(_csv_line(row), nl=False)


def text_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return spreadsheet_cell(text)


def shown(text: str) -> str:
    """Text without the control characters that would steer a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def console() -> "Console":
    """Where tables are drawn; what is not a terminal gets the width that the table needs."""
    from rich.console import Console

    # A shell may have closed stdout, with >&-: then there is none.
    width = None if sys.stdout is not None and sys.stdout.isatty() else _WIDTH_OF_A_FILE
    return Console(markup=False, highlight=False, emoji=False, width=width, soft_wrap=False)


def new_table(title: str, texts: Sequence[str], figures: Sequence[str]) -> "Table":
    """A table with text columns on the left and figures, right-aligned, after them."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=shown(title), title_justify="left", box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in texts:
        table.add_column(name, overflow="fold")
    for name in figures:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _csv_line(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
