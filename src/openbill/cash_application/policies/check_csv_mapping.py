"""Whether a mapping of CSV columns is one that a file can be read by."""

from openbill.cash_application.errors import CsvMappingNotPossible
from openbill.cash_application.types.csv_files import CsvMapping, CsvSigns

DELIMITERS = (",", ";", "\t", "|")
MOST_SKIPPED = 200
MOST_TEXTS = 40
LONGEST_HEADING = 200

COLUMNS = (
    "booked_date", "value_date", "amount", "debit", "credit", "direction", "currency", "payer_name", "payer_account",
    "payer_bank", "reference", "end_to_end_id", "balance", "opening", "closing", "code", "note", "own_account", "state",
)  # fmt: skip
"""What one column can say; `text` is said by several."""


def columns_of(mapping: CsvMapping) -> tuple[str, ...]:
    """The columns that a mapping names, each once."""
    named = [getattr(mapping, name) for name in COLUMNS]
    return tuple(dict.fromkeys(column for column in (*named, *mapping.text) if column))


def check_csv_mapping(mapping: CsvMapping, encodings: tuple[str, ...]) -> None:
    """Refuse a mapping that tells no day or no amount, or tells them twice. Raises CsvMappingNotPossible."""
    for is_wrong, reason in (
        *_faults_of_columns(mapping),
        (mapping.delimiter not in DELIMITERS, "columns are parted by a comma, a semicolon, a tab or a bar"),
        (mapping.encoding not in encodings, f"the encoding is one of {', '.join(encodings)}"),
        (mapping.decimal_sign not in ("comma", "point"), "the decimal sign is a comma or a point"),
        (mapping.day_order is None, "say whether days or months come first in its days"),
        (mapping.day_order not in ("DMY", "MDY", "YMD", None), "the order of days is DMY, MDY or YMD"),
        (not 0 <= mapping.skipped_first <= MOST_SKIPPED, f"up to {MOST_SKIPPED} lines are skipped"),
        (not 0 <= mapping.skipped_last <= MOST_SKIPPED, f"up to {MOST_SKIPPED} rows are skipped"),
    ):
        if is_wrong:
            raise CsvMappingNotPossible(reason=reason)


def _faults_of_columns(mapping: CsvMapping) -> tuple[tuple[bool, str], ...]:
    columns = columns_of(mapping)
    has_sides = bool(mapping.debit or mapping.credit)
    return (
        (not mapping.booked_date, "no column says the day of a booking"),
        (not mapping.amount and not has_sides, "no column says an amount"),
        (bool(mapping.amount) and has_sides, "the amount is in one column, or in those of debits and credits"),
        (bool(mapping.direction) and not mapping.amount, "a direction goes with an amount in one column"),
        (
            bool(mapping.direction) != (mapping.signs is CsvSigns.UNSIGNED and bool(mapping.amount)),
            "amounts without sign need a column that says the direction, and no others do",
        ),
        (mapping.signs is CsvSigns.TURNED and has_sides, "debits and credits are not turned"),
        (bool(mapping.opening) != bool(mapping.closing), "opening and closing balances go together"),
        (bool(mapping.balance and mapping.opening), "balances stand in every row, or open and close the file"),
        (len(mapping.text) > MOST_TEXTS, f"up to {MOST_TEXTS} columns are one text"),
        (
            any(len(column) > LONGEST_HEADING or not column.isprintable() for column in columns),
            f"a heading has up to {LONGEST_HEADING} letters, and no others than are printed",
        ),
        (
            not mapping.has_headings and not all(column.isascii() and column.isdigit() for column in columns),
            "columns without headings are named by their numbers, from 1",
        ),
    )
