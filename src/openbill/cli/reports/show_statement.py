"""The two forms of a statement, as a table, as JSON, as CSV."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openbill.cli.known_at import KnownAt
from openbill.cli.output import console, new_table, shown, text_cell, write_csv, write_json
from openbill.primitives.money import decimal_string
from openbill.receivables.policies.age_bucket import labels
from openbill.receivables.queries.statement import (
    ActivityLine,
    ActivityStatement,
    OpenItemStatement,
    OpenLine,
    ShownCustomer,
)

_OPEN_COLUMNS = ("document_number", "kind", "document_date", "due_date", "days_late", "open", "running_total")
_ACTIVITY_COLUMNS = ("date", "kind", "document_number", "against", "settled", "amount", "balance")


@dataclass(frozen=True, slots=True)
class StatementHead:
    customer: ShownCustomer
    as_of: date
    home_currency: str
    known: KnownAt | None

    def as_json(self, currency: str, kind: str) -> dict[str, object]:
        return {
            "customer": self.customer.number,
            "name": self.customer.name,
            "currency": currency,
            "as_of": self.as_of.isoformat(),
            "form": kind,
            **(self.known.as_json() if self.known is not None else {}),
        }

    def title(self, currency: str) -> str:
        title = f"{self.customer.number} {self.customer.name}: statement in {currency} as of {self.as_of}"
        return f"{title}, {self.known}" if self.known is not None else title


def show_open_items(statements: Sequence[OpenItemStatement], head: StatementHead, *, form: str) -> None:
    """What is open, one statement per currency; an empty one where nothing is."""
    columns = labels()
    nothing = OpenItemStatement(head.home_currency, (), columns, (0,) * len(columns))
    statements = statements or [nothing]
    if form == "json":
        pages = [_open_as_json(each, head) for each in statements]
        write_json(pages[0] if len(pages) == 1 else pages)
    elif form == "csv":
        write_csv(
            ("customer", "currency", *_OPEN_COLUMNS),
            (
                (text_cell(head.customer.number), each.currency, text_cell(cells[0]), *cells[1:])
                for each in statements
                for cells in (_open_cells(line, each.currency) for line in each.lines)
            ),
        )
    else:
        for each in statements:
            _draw_open_items(each, head)


def show_activity(statements: Sequence[ActivityStatement], head: StatementHead, *, from_date: date, form: str) -> None:
    """How the balance came about, one statement per currency; an empty one where nothing happened."""
    statements = statements or [ActivityStatement(head.home_currency, 0, (), 0)]
    if form == "json":
        pages = [_activity_as_json(each, head, from_date) for each in statements]
        write_json(pages[0] if len(pages) == 1 else pages)
    elif form == "csv":
        write_csv(
            ("customer", "currency", *_ACTIVITY_COLUMNS),
            (
                (
                    text_cell(head.customer.number),
                    each.currency,
                    *cells[:2],
                    *map(text_cell, cells[2:4]),
                    *cells[4:],
                )
                for each in statements
                for cells in (_activity_cells(line, each.currency) for line in each.lines)
            ),
        )
    else:
        for each in statements:
            _draw_activity(each, head, from_date)


def _open_cells(line: OpenLine, currency: str) -> tuple[str, ...]:
    return (
        line.document_number,
        line.kind,
        line.document_date.isoformat(),
        line.due_date.isoformat(),
        "" if (late := _days_late(line)) is None else str(late),
        decimal_string(line.open_minor, currency),
        decimal_string(line.running_minor, currency),
    )


def _days_late(line: OpenLine) -> int | None:
    """None for what is nobody's debt: a payment or a credit note is not late."""
    return max(line.days_past_due, 0) if line.side == "debit" else None


def _open_as_json(statement: OpenItemStatement, head: StatementHead) -> dict[str, object]:
    currency = statement.currency
    return {
        **head.as_json(currency, "open-item"),
        "items": [
            {
                **dict(zip(_OPEN_COLUMNS, _open_cells(line, currency), strict=True)),
                "days_late": _days_late(line),
            }
            for line in statement.lines
        ],
        "aging": _aging(statement),
        "total": decimal_string(statement.total_minor, currency),
    }


def _aging(statement: OpenItemStatement) -> dict[str, str]:
    return {
        column: decimal_string(amount, statement.currency)
        for column, amount in zip(statement.columns, statement.aging_minor, strict=True)
    }


def _draw_open_items(statement: OpenItemStatement, head: StatementHead) -> None:
    out = console()
    headings = [name.replace("_", " ") for name in _OPEN_COLUMNS]
    table = new_table(head.title(statement.currency), headings[:4], headings[4:])
    for line in statement.lines:
        table.add_row(*map(shown, _open_cells(line, statement.currency)))
    table.add_section()
    table.add_row("", "total", "", "", "", "", decimal_string(statement.total_minor, statement.currency), style="bold")
    out.print(table)
    aging = new_table("", (), [column.replace("_", " ") for column in statement.columns])
    aging.add_row(*_aging(statement).values())
    out.print(aging)
    out.print()


def _activity_cells(line: ActivityLine, currency: str) -> tuple[str, ...]:
    return (
        line.day.isoformat(),
        line.kind,
        line.document_number,
        line.against,
        decimal_string(line.settled_minor, currency) if line.settled_minor else "",
        decimal_string(line.amount_minor, currency),
        decimal_string(line.balance_minor, currency),
    )


def _activity_as_json(statement: ActivityStatement, head: StatementHead, from_date: date) -> dict[str, object]:
    currency = statement.currency
    return {
        **head.as_json(currency, "activity"),
        "from": from_date.isoformat(),
        "opening_balance": decimal_string(statement.opening_minor, currency),
        "lines": [
            dict(zip(_ACTIVITY_COLUMNS, _activity_cells(line, currency), strict=True)) for line in statement.lines
        ],
        "closing_balance": decimal_string(statement.closing_minor, currency),
    }


def _draw_activity(statement: ActivityStatement, head: StatementHead, from_date: date) -> None:
    out = console()
    table = new_table(head.title(statement.currency), _ACTIVITY_COLUMNS[:4], _ACTIVITY_COLUMNS[4:])
    opening = decimal_string(statement.opening_minor, statement.currency)
    table.add_row(from_date.isoformat(), "opening balance", "", "", "", "", opening)
    for line in statement.lines:
        table.add_row(*map(shown, _activity_cells(line, statement.currency)))
    table.add_section()
    closing = decimal_string(statement.closing_minor, statement.currency)
    table.add_row(head.as_of.isoformat(), "closing balance", "", "", "", "", closing, style="bold")
    out.print(table)
    out.print()
