"""The aging as a table, as JSON, as CSV."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from openbill.cli.known_at import KnownAt
from openbill.cli.output import console, new_table, shown, text_cell, write_csv, write_json
from openbill.cli.reports.convert_aging import ConvertedAging
from openbill.primitives.money import decimal_string
from openbill.primitives.rounding import round_half_away
from openbill.receivables.policies.age_bucket import UNAPPLIED
from openbill.receivables.queries.aging import Aging, AgingRow

_ROWS_OF = {
    "customer": ("customers", "customer"),
    "group": ("customers", "customer"),
    "legal-entity": ("legal_entities", "legal_entity"),
}


@dataclass(frozen=True, slots=True)
class ShownAging:
    """An aging, the same in one currency where its rates are known, and what was asked for.

    With `top`, only so many rows of each currency are shown, the largest totals first.
    """

    aging: Aging
    converted: ConvertedAging | None
    by: str
    home_currency: str
    known: KnownAt | None
    top: int | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns as they are shown: the debts by age, what is unapplied, the total."""
        return (*(each for each in self.aging.columns if each != UNAPPLIED), UNAPPLIED, "total")

    def amounts(self, amounts_minor: tuple[int, ...], currency: str) -> dict[str, str]:
        """The amounts of a row by shown column, as decimal strings."""
        by_column = {**dict(zip(self.aging.columns, amounts_minor, strict=True)), "total": sum(amounts_minor)}
        return {column: decimal_string(by_column[column], currency) for column in self.columns}

    def rows(self, aging: Aging, currency: str) -> tuple[tuple[AgingRow, ...], tuple[AgingRow, ...]]:
        """The rows of a currency that are shown one by one, and the others."""
        rows = aging.in_currency(currency)
        if self.top is None:
            return rows, ()
        largest = sorted(rows, key=lambda row: row.total_minor, reverse=True)
        return tuple(largest[: self.top]), tuple(largest[self.top :])

    def sums(self, rows: Sequence[AgingRow], currency: str) -> dict[str, str]:
        """The sum of each shown column over some rows."""
        return self.amounts(tuple(map(sum, zip(*(row.amounts_minor for row in rows), strict=True))), currency)


def show_aging(shown_aging: ShownAging, *, only_converted: bool, form: str) -> None:
    """Write it; one after another where there are several currencies."""
    aging = shown_aging.aging
    rates = None
    if only_converted:
        assert shown_aging.converted is not None
        aging, rates = shown_aging.converted.aging, shown_aging.converted.rates
        currencies: tuple[str, ...] = (shown_aging.converted.currency,)
    else:
        currencies = aging.currencies or (shown_aging.home_currency,)
    if form == "json":
        pages = [_as_json(shown_aging, aging, currency, rates) for currency in currencies]
        write_json(pages[0] if len(pages) == 1 else pages)
    elif form == "csv":
        _write_csv(shown_aging, aging, currencies)
    else:
        _draw(shown_aging, aging, currencies, only_converted=only_converted)


def _as_json(
    shown_aging: ShownAging, aging: Aging, currency: str, rates: dict[str, Fraction] | None
) -> dict[str, object]:
    rows, row = _ROWS_OF[shown_aging.by]
    largest, others = shown_aging.rows(aging, currency)
    return {
        "as_of": aging.as_of.isoformat(),
        "currency": currency,
        "buckets": shown_aging.amounts(aging.totals_minor(currency), currency),
        rows: [
            {row: each.number, "name": each.name, **shown_aging.amounts(each.amounts_minor, currency)}
            for each in largest
        ],
        **({"others": shown_aging.sums(others, currency)} if others else {}),
        **({"rates": {code: _rate(rate) for code, rate in rates.items()}} if rates is not None else {}),
        **(shown_aging.known.as_json() if shown_aging.known is not None else {}),
    }


def _write_csv(shown_aging: ShownAging, aging: Aging, currencies: tuple[str, ...]) -> None:
    _, heading = _ROWS_OF[shown_aging.by]
    write_csv(
        ("as_of", heading, "name", "currency", *shown_aging.columns),
        (_csv_row(shown_aging, aging, row) for each in currencies for row in shown_aging.rows(aging, each)[0]),
    )


def _csv_row(shown_aging: ShownAging, aging: Aging, row: AgingRow) -> tuple[str, ...]:
    amounts = shown_aging.amounts(row.amounts_minor, row.currency)
    return (
        aging.as_of.isoformat(),
        text_cell(row.number),
        text_cell(row.name),
        row.currency,
        *amounts.values(),
    )


def _draw(shown_aging: ShownAging, aging: Aging, currencies: tuple[str, ...], *, only_converted: bool) -> None:
    out = console()
    _, row = _ROWS_OF[shown_aging.by]
    for currency in currencies:
        title = f"Aging in {currency} as of {aging.as_of}"
        if shown_aging.known is not None:
            title += f", {shown_aging.known}"
        table = new_table(title, (row.replace("_", " "), "name"), _headings(shown_aging))
        largest, others = shown_aging.rows(aging, currency)
        for each in largest:
            amounts = shown_aging.amounts(each.amounts_minor, currency)
            table.add_row(shown(each.number), shown(each.name), *amounts.values())
        if others:
            table.add_row("", f"{len(others):,} others", *shown_aging.sums(others, currency).values())
        table.add_section()
        totals = shown_aging.amounts(aging.totals_minor(currency), currency)
        table.add_row("", "total", *totals.values(), style="bold")
        out.print(table)
        out.print()
    if not only_converted and shown_aging.converted is not None and currencies != (shown_aging.home_currency,):
        _draw_converted_total(shown_aging.converted)


def _draw_converted_total(converted: ConvertedAging) -> None:
    total = sum(converted.aging.totals_minor(converted.currency))
    rates = ", ".join(f"{code} {_rate(rate)}" for code, rate in converted.rates.items())
    console().print(
        f"All together {decimal_string(total, converted.currency)} {converted.currency},"
        f" at the rates as of {converted.aging.as_of} ({rates})."
    )


def _headings(shown_aging: ShownAging) -> list[str]:
    return [column.replace("_", " ") for column in shown_aging.columns]


def _rate(rate: Fraction) -> str:
    """A rate rounded to 12 decimals, as it would be entered."""
    digits = f"{round_half_away(rate * 10**12):013d}"
    return f"{digits[:-12]}.{digits[-12:]}".rstrip("0").rstrip(".")
