"""A CSV file of documents that are paid as remittance advices."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openbill.cash_application.errors import (
    ColumnOfRemittanceUnknown,
    FieldOfRemittanceUnknown,
    RemittanceIsNotRecognised,
    RemittanceTellsNothing,
)
from openbill.cash_application.reading.remittances.amounts_in_words import DOLLARS
from openbill.cash_application.reading.remittances.checked_size import checked_size, refuse_too_many
from openbill.cash_application.reading.remittances.decoded_words import decoded_words
from openbill.cash_application.reading.remittances.labelled_lines import Head, read_head
from openbill.cash_application.reading.remittances.unreadable import unreadable
from openbill.cash_application.reading.remittances.words_for_fields import field_of_heading
from openbill.cash_application.types.remittances import AdvisedLine, RemittanceAdvice
from openbill.importing.policies.decide_decimal_style import DecimalEvidence, decide_decimal_style
from openbill.importing.policies.match_headers import split_currency
from openbill.importing.policies.read_amount import currency_written_with, decorated_amount
from openbill.importing.policies.read_date import DateEvidence, date_in_order
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.reading.find_header import FoundHeader, find_header
from openbill.importing.types.files import DateOrder, DecimalStyle
from openbill.primitives.currency import exponent, is_currency
from openbill.primitives.money import Money

COLUMNS = (
    "document_number", "paid", "gross", "discount", "deduction", "reason", "reason_code", "purchase_order",
    "payer_name", "payer_number", "payer_account", "reference", "paid_date", "currency",
)  # fmt: skip
"""What a column may be, for an explicit mapping too."""

_SEARCHED = 200
_AMOUNTS = ("paid", "gross", "discount", "deduction")
_OF_PAYMENT = ("payer_name", "payer_number", "payer_account", "reference", "paid_date", "currency")
_TOTALS = ("total", "sum", "summe", "gesamt", "somme", "suma", "subtotal", "zwischensumme", "importe total")


@dataclass(slots=True)
class _Row:
    """The cells of a line by the field that they give."""

    line: int
    cells: Mapping[str, str]
    is_total: bool


@dataclass(slots=True)
class _Payment:
    """The rows of one payment."""

    line: int
    cells: Mapping[str, str]
    lines: list[AdvisedLine] = field(default_factory=list)
    total: Money | None = None


def is_csv(text: str) -> bool:
    """Whether a line heads columns of which one names documents and another says how much is paid."""
    header = _header(text)
    return header is not None and len(header.headers) > 1 and _is_enough(_columns(header.headers))


def read_csv(
    content: bytes, file: str, currency: str, *, columns: Mapping[str, str] | None = None
) -> tuple[RemittanceAdvice, ...]:
    """An advice for each payment of a file with a line for each document; lines before the headings may label it.

    What the columns are their headings say, or `columns` does: field (of COLUMNS) to heading. Raises
    RemittanceIsNotRecognised, RemittanceCannotBeRead, RemittanceIsTooLarge, RemittanceTellsNothing,
    ColumnOfRemittanceUnknown and FieldOfRemittanceUnknown.
    """
    text = decoded_words(checked_size(content, file))
    header = _header(text, columns)
    if header is None:
        raise RemittanceIsNotRecognised(file=file, reason="no line has headings that are known")
    places = _columns(header.headers) if columns is None else _mapped(header.headers, columns, file)
    if not _is_enough(places):
        raise RemittanceIsNotRecognised(file=file, reason="no column names documents, or none says what is paid")
    lines = text.splitlines(keepends=True)
    head = read_head(_labelled(lines[: header.line_number - 1], header.dialect.separator), currency)
    head.currency = head.currency or _currency_of_headings(header.headers)
    rows = list(_rows(lines[header.line_number - 1 :], header, places, file))
    return _Reader(file, currency, head, rows).advices()


def _labelled(lines: Sequence[str], separator: str) -> list[str]:
    """Lines before the headings as labels with what stands behind them: in the next cell, or behind a colon."""
    return [
        " ".join(line.strip().split(separator)) if ":" in line else line.strip().replace(separator, ": ", 1)
        for line in lines
    ]


def _currency_of_headings(headings: Sequence[str]) -> str:
    """The one that stands behind a name: "Amount paid (EUR)"; blank where none does."""
    return next((told for _, told in map(split_currency, headings) if told), "")


def _header(text: str, columns: Mapping[str, str] | None = None) -> FoundHeader | None:
    lines = [line[:10_000] for line in text[:1_000_000].splitlines(keepends=True)[:_SEARCHED]]
    wanted = {heading.strip() for heading in columns.values()} if columns else None
    try:
        return find_header(
            lines, lambda cell: cell.strip() in wanted if wanted is not None else field_of_heading(cell) is not None
        )
    except csv.Error:
        return None


def _columns(headers: Sequence[str]) -> dict[str, int]:
    """By field the place of its column: the one whose heading is most telling."""
    ranked: dict[str, tuple[int, int]] = {}
    for place, header in enumerate(headers):
        if (meaning := field_of_heading(header)) is not None:
            name, rank = meaning
            ranked[name] = min(ranked.get(name, (rank, place)), (rank, place))
    return {name: place for name, (_, place) in ranked.items()}


def _mapped(headers: Sequence[str], columns: Mapping[str, str], file: str) -> dict[str, int]:
    for name, heading in columns.items():
        if name not in COLUMNS:
            raise FieldOfRemittanceUnknown(field=name, fields=", ".join(COLUMNS))
        if heading.strip() not in headers:
            raise ColumnOfRemittanceUnknown(file=file, column=heading, columns=", ".join(headers))
    return {name: headers.index(heading.strip()) for name, heading in columns.items()}


def _is_enough(places: Mapping[str, int]) -> bool:
    return "document_number" in places and not places.keys().isdisjoint(("paid", "gross"))


def _rows(lines: Sequence[str], header: FoundHeader, places: Mapping[str, int], file: str) -> Iterator[_Row]:
    dialect = header.dialect
    reader = csv.reader(
        iter(lines), delimiter=dialect.separator, quotechar=dialect.quote, escapechar=dialect.escape,
        skipinitialspace=dialect.skips_initial_space,
    )  # fmt: skip
    line = header.line_number
    before: dict[str, str] = {}
    try:
        for count, cells in enumerate(reader):
            refuse_too_many(0, count, file)
            if count and any(cell.strip() for cell in cells):
                told = {name: cells[place].strip() for name, place in places.items() if place < len(cells)}
                # What holds for a payment is often written once, in its first row.
                before = {name: told.get(name) or before.get(name, "") for name in places if name in _OF_PAYMENT}
                told |= before
                is_total = any(cell.strip().rstrip(":").casefold().startswith(_TOTALS) for cell in cells)
                yield _Row(line, told, is_total)
            line = header.line_number + reader.line_num
    except csv.Error as fault:
        raise unreadable(file, line, f"it is no line of a CSV file ({fault})") from None


class _Reader:
    """Rows become payments, in the decimals, days and currency of their file."""

    def __init__(self, file: str, otherwise: str, head: Head, rows: Sequence[_Row]) -> None:
        self._file, self._head, self._rows = file, head, rows
        self._otherwise = head.currency or otherwise
        evidence = DecimalEvidence()
        days = DateEvidence()
        for row in rows:
            for name in _AMOUNTS:
                evidence.weigh_one(row.cells.get(name, "")[:60])
            days.weigh_one(row.cells.get("paid_date", ""))
        self._style: DecimalStyle = decide_decimal_style(evidence, exponent(self._otherwise))[0]
        self._order: DateOrder = days.proven_order or self._likely_order(days)

    def _likely_order(self, days: DateEvidence) -> DateOrder:
        is_dotted = days.dotted == days.either
        return "MDY" if self._otherwise == "USD" and not is_dotted and self._style == "point" else "DMY"

    def advices(self) -> tuple[RemittanceAdvice, ...]:
        payments: dict[tuple[str, ...], _Payment] = {}
        for row in self._rows:
            if row.is_total and not self._is_document(row):
                self._take_total(row, payments)
                continue
            key = tuple(row.cells.get(name, "") for name in _OF_PAYMENT)
            payment = payments.setdefault(key, _Payment(row.line, row.cells))
            payment.lines.append(self._advised(row, self._currency(row)))
        found = tuple(self._advice(payment, is_only=len(payments) == 1) for payment in payments.values())
        refuse_too_many(len(found), 0, self._file)
        if not found:
            raise RemittanceTellsNothing(file=self._file)
        return found

    @staticmethod
    def _is_document(row: _Row) -> bool:
        number = row.cells.get("document_number", "")
        return any(letter.isdigit() for letter in number)

    def _take_total(self, row: _Row, payments: Mapping[tuple[str, ...], _Payment]) -> None:
        if len(payments) == 1:
            (payment,) = payments.values()
            currency = self._currency(_Row(row.line, payment.cells, is_total=False))
            payment.total = self._money(row, "paid", currency)

    def _currency(self, row: _Row) -> str:
        told = row.cells.get("currency", "").upper()
        if told and not is_currency(told):
            raise unreadable(self._file, row.line, f'"{told[:20]}" is no currency')
        if told:
            return told
        for name in _AMOUNTS:
            try:
                if written := currency_written_with(row.cells.get(name, "")):
                    return written
            except CellRefused as refused:
                raise unreadable(self._file, row.line, refused.reason) from None
        if any("$" in row.cells.get(name, "") for name in _AMOUNTS) and self._otherwise not in DOLLARS:
            return "USD"
        return self._otherwise

    def _money(self, row: _Row, name: str, currency: str) -> Money | None:
        written = row.cells.get(name, "")
        if not any(letter.isdigit() for letter in written):
            return None
        try:
            named, minor = decorated_amount(written, exponent(currency), self._style, currency)
        except CellRefused as refused:
            raise unreadable(self._file, row.line, refused.reason) from None
        if named not in (None, currency):
            raise unreadable(self._file, row.line, f"'{written[:40]}' is in another currency than its line")
        return Money(minor, currency)

    def _advised(self, row: _Row, currency: str) -> AdvisedLine:
        paid, gross, discount, deduction = (self._money(row, name, currency) for name in _AMOUNTS)
        discount = _kept(discount)
        deduction = _kept(deduction)
        if paid is None and gross is not None:
            paid = gross
            for kept in (discount, deduction):
                paid = paid if kept is None else paid - kept
        return AdvisedLine(
            document_number=row.cells.get("document_number", ""),
            amount=paid,
            discount=discount,
            deduction=deduction,
            reason=row.cells.get("reason", ""),
            reason_code=row.cells.get("reason_code", ""),
            purchase_order=row.cells.get("purchase_order", ""),
        )

    def _advice(self, payment: _Payment, *, is_only: bool) -> RemittanceAdvice:
        head = self._head
        currency = self._currency(_Row(payment.line, payment.cells, is_total=False))
        told = [line.amount for line in payment.lines if line.amount is not None]
        total = Money.total(told, currency) if len(told) == len(payment.lines) else None
        stated = payment.total
        if stated is None and is_only and head.amount is not None and head.amount.currency == currency:
            stated = head.amount
        warnings: tuple[str, ...] = ()
        if stated is not None and total is not None and stated != total:
            warnings = (f"The payment is over {stated}, and its documents come to {total}.",)
        return RemittanceAdvice(
            place=f"line {payment.line}",
            currency=currency,
            payer_name=payment.cells.get("payer_name", "") or head.payer_name,
            payer_number=payment.cells.get("payer_number", "") or head.payer_number,
            payer_account=payment.cells.get("payer_account", "") or head.payer_account,
            reference=payment.cells.get("reference", "") or head.reference,
            amount=stated if stated is not None else total,
            paid_date=self._day(payment) or head.paid_date,
            lines=tuple(payment.lines),
            warnings=warnings,
        )

    def _day(self, payment: _Payment) -> date | None:
        written = payment.cells.get("paid_date", "")
        if not written:
            return None
        try:
            return date_in_order(written, self._order)
        except CellRefused as refused:
            raise unreadable(self._file, payment.line, refused.reason) from None


def _kept(amount: Money | None) -> Money | None:
    """What was kept, however its sign is written; nothing where it is zero."""
    return None if amount is None or amount.is_zero else abs(amount)
