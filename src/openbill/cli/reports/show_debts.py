"""The largest and the oldest debts, as a table, as JSON, as CSV."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import click

from openbill.cli.known_at import KnownAt
from openbill.cli.output import console, new_table, shown, text_cell, write_csv, write_json
from openbill.primitives.money import decimal_string
from openbill.receivables.queries.debts import Debt

_COLUMNS = (
    "customer",
    "name",
    "document_number",
    "kind",
    "document_date",
    "due_date",
    "days_late",
    "currency",
    "open",
    "disputed",
)
_TITLES = {"amount": "Largest debts", "age": "Oldest debts"}


def show_debts(debts: Sequence[Debt], *, as_of: date, by: str, known: KnownAt | None, form: str) -> None:
    """Write them in their order; nobody is late on what is not due, so the least number of days is zero."""
    if form == "json":
        write_json(
            {
                "as_of": as_of.isoformat(),
                "by": by,
                "debts": [_as_json(debt) for debt in debts],
                **(known.as_json() if known is not None else {}),
            }
        )
    elif form == "csv":
        write_csv(
            ("as_of", *_COLUMNS),
            ((as_of.isoformat(), *map(text_cell, cells[:4]), *cells[4:]) for cells in (_cells(debt) for debt in debts)),
        )
    elif not debts:
        click.echo(f"Nothing is owed as of {as_of}.")
    else:
        title = f"{_TITLES[by]} as of {as_of}"
        _draw(debts, title=f"{title}, {known}" if known is not None else title, by=by)


def _draw(debts: Sequence[Debt], *, title: str, by: str) -> None:
    disputed = ("disputed",) if any(debt.disputed_minor for debt in debts) else ()
    table = new_table("", ("customer", "name", "document", "due"), ("days late", "open", *disputed, ""))
    for _, group in groupby(debts, key=lambda debt: debt.currency if by == "amount" else ""):
        for debt in group:
            table.add_row(*map(shown, _drawn_cells(debt, with_disputed=bool(disputed))))
        table.add_section()
    click.echo(title)
    console().print(table)


def _drawn_cells(debt: Debt, *, with_disputed: bool) -> tuple[str, ...]:
    disputed = decimal_string(debt.disputed_minor, debt.currency) if debt.disputed_minor else ""
    return (
        debt.customer_number,
        debt.customer_name,
        debt.document_number,
        debt.due_date.isoformat(),
        str(max(debt.days_late, 0)),
        decimal_string(debt.open_minor, debt.currency),
        *((disputed,) if with_disputed else ()),
        debt.currency,
    )


def _as_json(debt: Debt) -> dict[str, object]:
    return {**dict(zip(_COLUMNS, _cells(debt), strict=True)), "days_late": max(debt.days_late, 0)}


def _cells(debt: Debt) -> tuple[str, ...]:
    return (
        debt.customer_number,
        debt.customer_name,
        debt.document_number,
        debt.kind,
        debt.document_date.isoformat(),
        debt.due_date.isoformat(),
        str(max(debt.days_late, 0)),
        debt.currency,
        decimal_string(debt.open_minor, debt.currency),
        decimal_string(debt.disputed_minor, debt.currency),
    )
