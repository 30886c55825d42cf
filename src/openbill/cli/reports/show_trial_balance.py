"""The trial balance as a table, as JSON, as CSV."""

from openbill.cli.known_at import KnownAt
from openbill.cli.output import console, new_table, shown, text_cell, write_csv, write_json
from openbill.ledger.types import TrialBalance, TrialBalanceRow
from openbill.primitives.money import decimal_string

_TEXTS = ("account", "name", "currency")
_FIGURES = ("debit", "credit", "balance", "functional_balance")


def show_trial_balance(answer: TrialBalance, *, legal_entity: str, known: KnownAt | None, form: str) -> None:
    """Write it, by account and currency; all balances add up to zero."""
    rows = [(row, _cells(row, answer.functional_currency)) for row in answer.rows]
    if form == "json":
        write_json(
            {
                "as_of": answer.as_of.isoformat(),
                "legal_entity": legal_entity,
                "functional_currency": answer.functional_currency,
                "accounts": [
                    {**dict(zip((*_TEXTS, *_FIGURES), cells, strict=True)), "kind": row.kind.value}
                    for row, cells in rows
                ],
                "functional_total": decimal_string(answer.functional_total_minor, answer.functional_currency),
                **(known.as_json() if known is not None else {}),
            }
        )
    elif form == "csv":
        write_csv(
            ("as_of", "legal_entity", *_TEXTS, *_FIGURES),
            (
                (answer.as_of.isoformat(), text_cell(legal_entity), *map(text_cell, cells[:2]), *cells[2:])
                for _, cells in rows
            ),
        )
    else:
        title = f"Trial balance of {legal_entity} as of {answer.as_of}"
        headings = [*_FIGURES[:3], f"balance in {answer.functional_currency}"]
        table = new_table(f"{title}, {known}" if known is not None else title, _TEXTS, headings)
        for _, cells in rows:
            table.add_row(*map(shown, cells))
        table.add_section()
        total = decimal_string(answer.functional_total_minor, answer.functional_currency)
        table.add_row("", "total", "", "", "", "", total, style="bold")
        console().print(table)


def _cells(row: TrialBalanceRow, functional_currency: str) -> tuple[str, ...]:
    return (
        row.code,
        row.name,
        row.currency,
        decimal_string(row.debit_minor, row.currency),
        decimal_string(row.credit_minor, row.currency),
        decimal_string(row.balance_minor, row.currency),
        decimal_string(row.functional_balance_minor, functional_currency),
    )
