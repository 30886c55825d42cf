"""Read the CSV file of a bank account, as its mapping says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from openbill.cash_application.errors import CsvColumnUnknown
from openbill.cash_application.policies.check_csv_mapping import check_csv_mapping, columns_of
from openbill.cash_application.policies.running_balances import Booked, running_balances
from openbill.cash_application.reading.csv.decode_csv import ENCODINGS, decode_csv
from openbill.cash_application.reading.csv.read_row import RowReader
from openbill.cash_application.reading.csv.table import Table, read_table
from openbill.cash_application.reading.place import Place
from openbill.cash_application.types.csv_files import CsvMapping
from openbill.cash_application.types.statements import Balance, Statement, StatementKind, StatementLine
from openbill.primitives.money import Money


def read_csv(content: bytes, file: str, mapping: CsvMapping, currency: str) -> tuple[Statement, ...]:
    """The one statement of a file, with a line for each row; amounts are in `currency` where no column says another.

    Balances beside the rows are checked against the amounts, whichever end of the file is the newest. The statement is
    of the account that a column names, blank where none does. What is pending is counted and left out.

    Raises CsvMappingNotPossible, CsvColumnUnknown, StatementIsTooLarge, StatementIsTruncated, StatementCannotBeRead.
    """
    check_csv_mapping(mapping, ENCODINGS)
    table = _table(content, file, mapping)
    columns = columns_of(mapping)
    for column in columns:
        if column not in table.headings:
            raise CsvColumnUnknown(file=file, column=column, columns=", ".join(filter(None, table.headings)))
    reader = RowReader(file, mapping, currency, table.headings)
    rows = table.rows[: len(table.rows) - mapping.skipped_last]
    booked = [row for row in rows if not reader.is_pending(row)]
    lines = [reader.line(row) for row in booked]
    opening = closing = None
    if mapping.balance:
        balances = [reader.balance(row, mapping.balance) for row in booked]
        opening, closing = _running(lines, balances, Place(file), mapping)
    elif mapping.opening and booked:
        on = [line.booked_date for line in lines]
        opening = _same(reader.balances(booked, mapping.opening), min(on), file, mapping.opening)
        closing = _same(reader.balances(booked, mapping.closing), max(on), file, mapping.closing)
    return (
        Statement(
            place="statement 1",
            account=reader.own_account(rows),
            currency=currency,
            kind=StatementKind.FINAL,
            opening=opening,
            closing=closing,
            lines=tuple(lines),
            pending=len(rows) - len(booked),
        ),
    )


def first_rows(content: bytes, file: str, mapping: CsvMapping, currency: str, count: int = 5) -> list[StatementLine]:
    """The first lines of a file as they would be read; raises what `read_csv` raises of these."""
    (statement,) = read_csv(content, file, replace(mapping, balance="", opening="", closing=""), currency)
    return list(statement.lines[:count])


def read_headings(content: bytes, file: str, shape: CsvMapping) -> tuple[str, ...]:
    """The columns that a file of this shape has; raises what cannot be read of its rows."""
    return tuple(_table(content, file, shape).headings)


def has_columns(content: bytes, file: str, mapping: CsvMapping) -> bool:
    """Whether a file has all the columns of a mapping, by their headings; raises what cannot be read of its rows."""
    return mapping.has_headings and set(columns_of(mapping)) <= set(_table(content, file, mapping).headings)


def _table(content: bytes, file: str, mapping: CsvMapping) -> Table:
    text = decode_csv(content, file, mapping.encoding)
    return read_table(text, file, mapping.delimiter, mapping.skipped_first, has_headings=mapping.has_headings)


def _running(
    lines: Sequence[StatementLine], balances: Sequence[Money | None], place: Place, mapping: CsvMapping
) -> tuple[Balance | None, Balance | None]:
    currencies = {line.amount.currency for line in lines}
    if len(currencies) != 1:
        return None, None
    (currency,) = currencies
    found = running_balances(
        [
            Booked(line.booked_date, line.amount.minor_units, balance.minor_units if balance is not None else None)
            for line, balance in zip(lines, balances, strict=True)
        ]
    )
    if found.wrong_at is not None:
        assert found.expected_minor is not None
        line = int(lines[found.wrong_at].place.removeprefix("line "))
        raise place.at(line).refusal(
            reason=f'"{mapping.balance}" is {balances[found.wrong_at]}, and the amounts come to '
            f"{Money(found.expected_minor, currency)}"
        )
    if found.opening_minor is None or found.closing_minor is None:
        return None, None
    days = [line.booked_date for line in lines]
    return (
        Balance(min(days), Money(found.opening_minor, currency)),
        Balance(max(days), Money(found.closing_minor, currency)),
    )


def _same(told: Sequence[tuple[int, Money]], on: date, file: str, column: str) -> Balance | None:
    """The balance that all rows tell alike; None where none of them tells it."""
    for line, amount in told:
        if amount != told[0][1]:
            raise Place(file, line).refusal(reason=f'"{column}" is {amount}, and {told[0][1]} in the first row')
    return Balance(on, told[0][1]) if told else None
