"""How a CSV file of a bank could be read, found out from all of it."""

from collections.abc import Sequence
from dataclasses import replace

from openbill.cash_application.errors import CsvIsNotRecognised, StatementCannotBeRead
from openbill.cash_application.policies.csv_cells import is_without_year
from openbill.cash_application.policies.csv_headings import meaning_of
from openbill.cash_application.policies.recognise_csv import recognise_csv, without_balance
from openbill.cash_application.reading.csv.decode_csv import decode_csv, found_encoding
from openbill.cash_application.reading.csv.read_csv import read_csv
from openbill.cash_application.reading.csv.table import Row, read_table
from openbill.cash_application.types.csv_files import CsvMapping, ProposedCsv
from openbill.importing.policies.read_date import DateEvidence
from openbill.importing.reading.find_header import FoundHeader, find_header

_SEARCHED = 200
_LONGEST_LINE = 10_000

BALANCE_DIFFERS = 'The amounts do not come to the balances in the column "{column}", which is left out: {reason}.'


def propose_csv(content: bytes, file: str, currency: str = "EUR") -> ProposedCsv:
    """The mapping that headings and rows suggest, for amounts in `currency` where no column says another.

    A column of balances that do not follow from the amounts is left out, and a note says where they differ.

    Raises CsvIsNotRecognised, StatementIsTooLarge, StatementIsTruncated, StatementCannotBeRead.
    """
    encoding = found_encoding(content, file)
    text = decode_csv(content, file, encoding)
    header = _header(text)
    if header is None:
        raise CsvIsNotRecognised(file=file)
    skipped, delimiter = header.line_number - 1, header.dialect.separator
    table = read_table(text, file, delimiter, skipped, has_headings=True)
    proposed = recognise_csv(table.headings, [row.cells for row in table.rows], currency)
    if proposed is None:
        raise CsvIsNotRecognised(file=file)
    last = _rows_after(table.rows, table.headings, proposed.mapping)
    if last:
        kept = [row.cells for row in table.rows[:-last]]
        proposed = recognise_csv(table.headings, kept, currency) or proposed
    mapping = replace(
        proposed.mapping, delimiter=delimiter, encoding=encoding, skipped_first=skipped, skipped_last=last
    )
    return _with_right_balances(replace(proposed, mapping=mapping), content, file, currency)


def _header(text: str) -> FoundHeader | None:
    """The line that is best known as headings, whether there are one of them or many."""
    lines = [line[:_LONGEST_LINE] for line in text.splitlines(keepends=True)[:_SEARCHED]]
    return find_header(lines, lambda cell: meaning_of(cell) is not None)


def _rows_after(rows: Sequence[Row], headings: Sequence[str], mapping: CsvMapping) -> int:
    """How many rows at the end have no day where bookings have one: totals and remarks."""
    place = headings.index(mapping.booked_date)
    count = 0
    for row in reversed(rows):
        if place < len(row.cells) and _is_day(row.cells[place]):
            break
        count += 1
    return count if count < len(rows) else 0


def _is_day(cell: str) -> bool:
    evidence = DateEvidence()
    evidence.weigh_one(cell)
    return bool(evidence.dates) or is_without_year(cell)


def _with_right_balances(proposed: ProposedCsv, content: bytes, file: str, currency: str) -> ProposedCsv:
    mapping = proposed.mapping
    if not mapping.balance or mapping.day_order is None:
        return proposed
    try:
        read_csv(content, file, replace(mapping, balance=""), currency)
    except StatementCannotBeRead:
        # Another fault than that of the balances: who reads the file is told of it.
        return proposed
    try:
        read_csv(content, file, mapping, currency)
    except StatementCannotBeRead as refused:
        reason = f"{refused.facts['place']}: {refused.facts['reason']}"
        return without_balance(proposed, BALANCE_DIFFERS.format(column=mapping.balance, reason=reason))
    return proposed
