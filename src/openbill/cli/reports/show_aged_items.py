"""The items behind a customer's aging, as a table, as JSON, as CSV."""

from collections.abc import Sequence
from datetime import date

from openbill.cli.known_at import KnownAt
from openbill.cli.output import console, new_table, shown, text_cell, write_csv, write_json
from openbill.primitives.money import decimal_string
from openbill.receivables.queries.aging import AgedItem
from openbill.receivables.queries.statement import ShownCustomer

_COLUMNS = ("document_number", "kind", "document_date", "due_date", "days_past_due", "currency", "open")


def show_aged_items(
    items: Sequence[AgedItem], customer: ShownCustomer, *, as_of: date, known: KnownAt | None, form: str
) -> None:
    """Write them, the oldest due date first; credits are negative."""
    if form == "json":
        write_json(
            {
                "as_of": as_of.isoformat(),
                "customer": customer.number,
                "name": customer.name,
                "items": [_as_json(item) for item in items],
                **(known.as_json() if known is not None else {}),
            }
        )
    elif form == "csv":
        write_csv(
            ("customer", *_COLUMNS),
            (tuple(map(text_cell, (customer.number, *_cells(item)[:2]))) + _cells(item)[2:] for item in items),
        )
    else:
        title = f"Open items of {customer.number} {customer.name} as of {as_of}"
        headings = [name.replace("_", " ") for name in _COLUMNS]
        table = new_table(f"{title}, {known}" if known is not None else title, headings[:4], headings[4:])
        for item in items:
            table.add_row(*map(shown, _cells(item)))
        console().print(table)


def _as_json(item: AgedItem) -> dict[str, object]:
    return {**dict(zip(_COLUMNS, _cells(item), strict=True)), "days_past_due": item.days_past_due}


def _cells(item: AgedItem) -> tuple[str, ...]:
    signed = item.open_minor if item.side == "debit" else -item.open_minor
    return (
        item.document_number,
        item.kind,
        item.document_date.isoformat(),
        item.due_date.isoformat(),
        str(item.days_past_due),
        item.currency,
        decimal_string(signed, item.currency),
    )
