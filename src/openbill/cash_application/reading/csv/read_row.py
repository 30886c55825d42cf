"""What a row of a bank's CSV file says."""

from collections.abc import Sequence
from datetime import date

from openbill.cash_application.errors import StatementIsTruncated
from openbill.cash_application.policies.csv_cells import (
    amount_in_cell,
    day_in_cell,
    day_near,
    is_pending,
    is_without_year,
    went_out,
)
from openbill.cash_application.reading.amounts import checked_currency
from openbill.cash_application.reading.csv.table import Row
from openbill.cash_application.reading.place import Place
from openbill.cash_application.types.csv_files import CsvMapping, CsvSigns
from openbill.cash_application.types.statements import Party, Remittance, StatementLine
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.primitives.errors import Refusal
from openbill.primitives.money import AmountTooLarge, Money

LONGEST_NAME = 500
LONGEST_TEXT = 20_000


class RowReader:
    """Rows become lines; what cannot be read is refused with its line and column."""

    def __init__(self, file: str, mapping: CsvMapping, currency: str, headings: Sequence[str]) -> None:
        self._file, self._mapping, self._currency = file, mapping, currency
        self._places = {heading: place for place, heading in enumerate(headings) if heading}
        self._width = len(headings)

    def is_pending(self, row: Row) -> bool:
        """Whether the column of states says that a row is not booked."""
        return bool(self._mapping.state) and is_pending(self._cell(row, self._mapping.state))

    def line(self, row: Row) -> StatementLine:
        """The booking of a row."""
        mapping = self._mapping
        currency = self._currency_of(row)
        booked_date, value_date = self._days(row)
        texts = (self._words(row, column, LONGEST_TEXT) for column in mapping.text)
        return StatementLine(
            place=f"line {row.line}",
            booked_date=booked_date,
            value_date=value_date,
            amount=self._amount(row, currency),
            party=Party(
                self._words(row, mapping.payer_name),
                self._number(row, mapping.payer_account),
                self._number(row, mapping.payer_bank),
            ),
            remittance=Remittance(" ".join(text for text in texts if text)[:LONGEST_TEXT]),
            end_to_end_id=self._words(row, mapping.end_to_end_id),
            bank_reference=self._words(row, mapping.reference),
            code=self._words(row, mapping.code),
            note=self._words(row, mapping.note),
        )

    def balance(self, row: Row, column: str) -> Money | None:
        """What stands on the account after a row; None where its cell is blank."""
        return self._money(row, column, self._currency_of(row)) if self._cell(row, column) else None

    def balances(self, rows: Sequence[Row], column: str) -> list[tuple[int, Money]]:
        """By line, what the rows say of a balance; those that say nothing are left out."""
        told = ((row.line, self.balance(row, column)) for row in rows)
        return [(line, amount) for line, amount in told if amount is not None]

    def own_account(self, rows: Sequence[Row]) -> str:
        """The number of the account that the rows are of; blank where no column says it. Refused where they differ."""
        column = self._mapping.own_account
        found = ""
        for row in rows:
            told = self._number(row, column)
            if found and told and told != found:
                raise self._refusal(row, column, f"'{told[:40]}' is another account than {found[:40]}")
            found = found or told
        return found

    def _cell(self, row: Row, column: str) -> str:
        if not column:
            return ""
        place = self._places[column]
        if place >= len(row.cells):
            raise StatementIsTruncated(
                file=self._file, reason=f"line {row.line} has {len(row.cells)} of {self._width} columns"
            )
        return row.cells[place]

    def _words(self, row: Row, column: str, longest: int = LONGEST_NAME) -> str:
        """The words of a cell with one space between them, and nothing that is not printed."""
        letters = (letter if letter.isprintable() else " " for letter in self._cell(row, column))
        return " ".join("".join(letters).split())[:longest]

    def _number(self, row: Row, column: str) -> str:
        return "".join(self._words(row, column).split())

    def _currency_of(self, row: Row) -> str:
        column = self._mapping.currency
        told = self._cell(row, column).upper()
        if not told:
            return self._currency
        try:
            return checked_currency("EUR" if told == "€" else told, Place(self._file, row.line))
        except Refusal:
            raise self._refusal(row, column, f"'{told[:20]}' is no currency") from None

    def _days(self, row: Row) -> tuple[date, date | None]:
        """The day of the booking, which may lack its year beside one of value, and that of value."""
        mapping = self._mapping
        value = self._day(row, mapping.value_date) if self._cell(row, mapping.value_date) else None
        raw = self._cell(row, mapping.booked_date)
        if value is None or not is_without_year(raw):
            return self._day(row, mapping.booked_date), value
        assert mapping.day_order is not None
        try:
            return day_near(raw, mapping.day_order, value), value
        except CellRefused as refused:
            raise self._refusal(row, mapping.booked_date, refused.reason) from None

    def _day(self, row: Row, column: str) -> date:
        order = self._mapping.day_order
        assert order is not None
        try:
            return day_in_cell(self._cell(row, column), order)
        except CellRefused as refused:
            raise self._refusal(row, column, refused.reason) from None

    def _amount(self, row: Row, currency: str) -> Money:
        mapping = self._mapping
        if mapping.amount:
            amount = self._money(row, mapping.amount, currency)
            if mapping.direction:
                if amount.is_negative:
                    raise self._refusal(row, mapping.amount, f"{amount} has a sign, and its direction another column")
                return -amount if self._went_out(row) else amount
            return -amount if mapping.signs is CsvSigns.TURNED else amount
        told = [column for column in (mapping.debit, mapping.credit) if self._cell(row, column)]
        if not told:
            raise self._refusal(row, mapping.debit or mapping.credit, "neither a debit nor a credit is told")
        out, came = (
            self._money(row, column, currency) if column in told else Money.zero(currency)
            for column in (mapping.debit, mapping.credit)
        )
        if not out.is_zero and not came.is_zero:
            raise self._refusal(row, mapping.debit, "both a debit and a credit are told")
        return came - out if mapping.signs is CsvSigns.UNSIGNED else came + out

    def _went_out(self, row: Row) -> bool:
        column = self._mapping.direction
        try:
            return went_out(self._cell(row, column))
        except CellRefused as refused:
            raise self._refusal(row, column, refused.reason) from None

    def _money(self, row: Row, column: str, currency: str) -> Money:
        try:
            return amount_in_cell(self._cell(row, column), self._mapping.decimal_sign, currency)
        except CellRefused as refused:
            raise self._refusal(row, column, refused.reason) from None
        except AmountTooLarge:
            raise self._refusal(row, column, "it is more than an account can hold") from None

    def _refusal(self, row: Row, column: str, reason: str) -> Refusal:
        return Place(self._file, row.line).refusal(reason=f'in the column "{column}", {reason}')
