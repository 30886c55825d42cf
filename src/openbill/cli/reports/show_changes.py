"""What changed between two days, as a table, as JSON, as CSV."""

from datetime import date

import click

from openbill.cli.output import console, new_table, shown, text_cell, write_csv, write_json
from openbill.primitives.money import decimal_string
from openbill.receivables.queries.changes import Change, Changes, CurrencyChanges, Moved, Movement

_WORDS = {
    Change.NEW: "new debts",
    Change.RAISED: "raised",
    Change.REOPENED: "reopened",
    Change.PART_SETTLED: "part-settled",
    Change.SETTLED: "settled",
    Change.CREDIT_GIVEN: "credits given",
    Change.CREDIT_USED: "credits used",
    Change.REDATED: "due on another day",
}
_COLUMNS = (
    "change",
    "customer",
    "name",
    "document_number",
    "kind",
    "previous_due_date",
    "due_date",
    "currency",
    "before",
    "after",
    "amount",
)
_NOTHING = Moved(0, 0)


def show_changes(changes: Changes, *, home_currency: str, form: str) -> None:
    """Write them; zeros in the organization's currency where nothing is open on either day."""
    currencies = changes.currencies or (CurrencyChanges(home_currency, 0, {}, 0),)
    if form == "json":
        write_json(
            {
                "from": changes.from_date.isoformat(),
                "to": changes.to_date.isoformat(),
                "currencies": [_as_json(each) for each in currencies],
                "largest": [dict(zip(_COLUMNS, _cells(each), strict=True)) for each in changes.largest],
            }
        )
    elif form == "csv":
        write_csv(
            ("from", "to", *_COLUMNS),
            (
                (changes.from_date.isoformat(), changes.to_date.isoformat(), *_csv_cells(movement))
                for movement in changes.largest
            ),
        )
    else:
        _draw(changes, currencies)


def _as_json(each: CurrencyChanges) -> dict[str, object]:
    return {
        "currency": each.currency,
        "opening": decimal_string(each.opening_minor, each.currency),
        "changes": {
            change.value: {
                "items": each.moved.get(change, _NOTHING).items,
                "amount": decimal_string(each.moved.get(change, _NOTHING).amount_minor, each.currency),
            }
            for change in Change
        },
        "closing": decimal_string(each.closing_minor, each.currency),
    }


def _csv_cells(movement: Movement) -> tuple[str, ...]:
    change, *texts = _cells(movement)
    return (change, *map(text_cell, texts[:4]), *texts[4:])


def _cells(movement: Movement) -> tuple[str, ...]:
    currency = movement.currency
    return (
        movement.change.value,
        movement.customer_number,
        movement.customer_name,
        movement.document_number,
        movement.kind,
        _day(movement.previous_due_date),
        movement.due_date.isoformat(),
        currency,
        decimal_string(movement.before_minor, currency),
        decimal_string(movement.after_minor, currency),
        decimal_string(movement.amount_minor, currency),
    )


def _draw(changes: Changes, currencies: tuple[CurrencyChanges, ...]) -> None:
    """One column of amounts per currency, each with how many items stand behind it."""
    headings = [heading for each in currencies for heading in ("items", each.currency)]
    table = new_table("", ("",), headings)
    table.add_row(
        f"open on {changes.from_date}", *_totals([(each.currency, each.opening_minor) for each in currencies])
    )
    for change, words in _WORDS.items():
        if any(change in each.moved for each in currencies):
            table.add_row(words, *(cell for each in currencies for cell in _moved_cells(each, change)))
    table.add_section()
    closing = _totals([(each.currency, each.closing_minor) for each in currencies])
    table.add_row(f"open on {changes.to_date}", *closing, style="bold")
    click.echo(f"Changes from {changes.from_date} to {changes.to_date}")
    console().print(table)
    if changes.largest:
        console().print()
        _draw_largest(changes)


def _totals(totals: list[tuple[str, int]]) -> list[str]:
    return [cell for currency, minor in totals for cell in ("", decimal_string(minor, currency))]


def _moved_cells(each: CurrencyChanges, change: Change) -> tuple[str, str]:
    moved = each.moved.get(change)
    if moved is None:
        return "", ""
    return str(moved.items), "" if change is Change.REDATED else decimal_string(moved.amount_minor, each.currency)


def _draw_largest(changes: Changes) -> None:
    table = new_table(
        "Largest movements", ("customer", "name", "document", "change"), ("before", "after", "amount", "")
    )
    currency = changes.largest[0].currency
    for movement in changes.largest:
        if movement.currency != currency:
            table.add_section()
            currency = movement.currency
        table.add_row(
            shown(movement.customer_number),
            shown(movement.customer_name),
            shown(movement.document_number),
            _change_in_words(movement),
            decimal_string(movement.before_minor, currency),
            decimal_string(movement.after_minor, currency),
            decimal_string(movement.amount_minor, currency),
            currency,
        )
    console().print(table)


def _change_in_words(movement: Movement) -> str:
    if movement.change is Change.REDATED:
        return f"due {movement.due_date}, not {movement.previous_due_date}"
    return {Change.NEW: "new", Change.CREDIT_GIVEN: "credit given", Change.CREDIT_USED: "credit used"}.get(
        movement.change, _WORDS[movement.change]
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
