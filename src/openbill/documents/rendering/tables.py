"""Columns, rows and sums as `rows.typ` takes them."""

from collections.abc import Iterable, Sequence

from openbill.documents.rendering.letterhead import Page

LETTERS_OF_A_LINE = 40
LINES_OF_A_LONG_ROW = 12

Cell = str | list[str]


def start(label: str, *, wide: bool = False) -> Page:
    """A column of texts; the wide one takes the width that is left."""
    return {"label": label, "side": "start", "wide": wide}


def end(label: str) -> Page:
    """A column of figures."""
    return {"label": label, "side": "end", "wide": False}


def table_row(*cells: Cell) -> Page:
    """A row, which stays on one page unless it is very long. A cell of lines shows the first one larger."""
    return {"cells": cells, "long": any(_is_long(cell) for cell in cells if isinstance(cell, list))}


def _is_long(lines: Cell) -> bool:
    return sum(1 + len(line) // LETTERS_OF_A_LINE for line in lines) > LINES_OF_A_LONG_ROW


def without_blank_columns(columns: Sequence[Page], rows: Iterable[Sequence[Cell]]) -> tuple[list[Page], list[Page]]:
    """Columns in which some row has something, and the rows with the cells of those alone."""
    rows = list(rows)
    kept = [at for at in range(len(columns)) if columns[at]["wide"] or any(row[at] for row in rows)]
    return [columns[at] for at in kept], [table_row(*(row[at] for at in kept)) for row in rows]


def plain_sum(label: str, amount: str) -> Page:
    return {"label": label, "amount": amount, "weight": "plain"}


def total_sum(label: str, amount: str) -> Page:
    return {"label": label, "amount": amount, "weight": "total"}


def due_sum(label: str, amount: str) -> Page:
    """The sum that matters: under a line in the seller's colour, and larger."""
    return {"label": label, "amount": amount, "weight": "due"}
