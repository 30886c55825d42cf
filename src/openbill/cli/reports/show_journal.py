"""The journal as a table, as JSON, as CSV; entry by entry, however many there are."""

import json
from collections.abc import Iterable, Iterator
from datetime import date

import click

from openbill.cli.known_at import KnownAt
from openbill.cli.output import console, new_table, shown, text_cell, write_csv
from openbill.ledger.types import PostedEntry, PostedLine
from openbill.primitives.money import decimal_string

_LINE = ("account", "account_name", "customer", "currency", "debit", "credit", "functional_amount")


def show_journal(entries: Iterable[PostedEntry], *, through: date, known: KnownAt | None, form: str) -> None:
    """Write them as they come."""
    if form == "json":
        _write_json(entries, through, known)
    elif form == "csv":
        write_csv(("posting_date", "entry", "kind", "source", "reverses", *_LINE), _csv_rows(entries))
    else:
        title = f"Journal through {through}"
        table = new_table(
            f"{title}, {known}" if known is not None else title,
            ("date", "kind", "account", "account name", "customer", "currency"),
            ("debit", "credit", "functional"),
        )
        for entry in entries:
            head = (
                entry.posting_date.isoformat(),
                f"{entry.kind}{' (reversal)' if entry.reverses_id else ''}",
            )
            for line in entry.lines:
                table.add_row(*map(shown, (*head, *_cells(line, entry.functional_currency))))
                head = ("", "")
            table.add_section()
        console().print(table)


def _write_json(entries: Iterable[PostedEntry], through: date, known: KnownAt | None) -> None:
    head = {"through": through.isoformat(), **(known.as_json() if known is not None else {})}
    click.echo(f'{json.dumps(head)[:-1]}, "entries": [', nl=False)
    separator = "\n  "
    for entry in entries:
        click.echo(separator + json.dumps(_as_json(entry), ensure_ascii=False), nl=False)
        separator = ",\n  "
    click.echo("\n]}")


def _as_json(entry: PostedEntry) -> dict[str, object]:
    return {
        "entry": str(entry.entry_id),
        "posting_date": entry.posting_date.isoformat(),
        "kind": entry.kind,
        "source": str(entry.source_id),
        "reverses": str(entry.reverses_id) if entry.reverses_id else None,
        "reversed_by": str(entry.reversed_by_id) if entry.reversed_by_id else None,
        "functional_currency": entry.functional_currency,
        "lines": [dict(zip(_LINE, _cells(line, entry.functional_currency), strict=True)) for line in entry.lines],
    }


def _csv_rows(entries: Iterable[PostedEntry]) -> Iterator[tuple[str, ...]]:
    for entry in entries:
        head = (
            entry.posting_date.isoformat(),
            str(entry.entry_id),
            text_cell(entry.kind),
            str(entry.source_id),
            str(entry.reverses_id or ""),
        )
        for line in entry.lines:
            cells = _cells(line, entry.functional_currency)
            yield (*head, *map(text_cell, cells[:3]), *cells[3:])


def _cells(line: PostedLine, functional_currency: str) -> tuple[str, ...]:
    return (
        line.account_code,
        line.account_name,
        line.customer_number or "",
        line.currency,
        decimal_string(max(line.amount_minor, 0), line.currency),
        decimal_string(max(-line.amount_minor, 0), line.currency),
        decimal_string(line.functional_minor, functional_currency),
    )
