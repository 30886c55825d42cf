"""How a mapping of CSV columns is shown at the shell, with the rows that are read by it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from openbill.cash_application.types.csv_files import CsvMapping
from openbill.cash_application.types.statements import StatementLine
from openbill.cli.output import console, new_table, shown, write_json


def tell_csv_mapping(
    mapping: CsvMapping, *, notes: Sequence[str] = (), rows: Sequence[StatementLine] = (), form: str
) -> None:
    """What each column says, what to look at, and the first rows."""
    told = {name: value for name, value in asdict(mapping).items() if value not in ("", ())}
    if form == "json":
        write_json({"mapping": told, "notes": list(notes), "rows": [_as_json(row) for row in rows]})
        return
    for name, value in told.items():
        text = ", ".join(value) if isinstance(value, tuple) else str(value)
        click.echo(f"{name}: {shown(text)}")
    for note in notes:
        click.echo(shown(note))
    if rows:
        table = new_table("", ("Booked", "Payer", "Text"), ("Amount",))
        for row in rows:
            table.add_row(str(row.booked_date), shown(row.party.name), shown(row.remittance.text), str(row.amount))
        console().print(table)


def _as_json(row: StatementLine) -> dict[str, Any]:
    return {
        "booked_date": row.booked_date.isoformat(),
        "value_date": row.value_date.isoformat() if row.value_date else None,
        "amount": str(row.amount.as_decimal()),
        "currency": row.amount.currency,
        "payer_name": row.party.name,
        "payer_account": row.party.account,
        "text": row.remittance.text,
    }
