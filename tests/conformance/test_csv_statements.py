"""Public CSV files of banks (pretix, OCA, hledger, beangulp) are recognised, and read whole as was proposed.

What pretix expects lies beside its files; of the others each row is told again here, by its own headings.
"""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from tests.support.shared_data import needs, shared_folder

from openbill.cash_application.errors import CsvIsNotRecognised, StatementCannotBeRead
from openbill.cash_application.reading.csv.propose_csv import propose_csv
from openbill.cash_application.reading.csv.read_csv import read_csv
from openbill.cash_application.types.csv_files import CsvMapping
from openbill.cash_application.types.statements import Statement, StatementLine
from openbill.primitives.money import Money

FOLDER = shared_folder("bank-statements")

pytestmark = needs(FOLDER)

SHEETS = FOLDER / "oca-ofx-qif-csv/account_statement_import_sheet_file/tests/fixtures"
ENGLISH = {
    "balance": ("Date", "Amount", "Label"),
    "original_currency": ("Date", "Amount", "Label"),
    "sample_statement_en": ("Date", "Amount", "Label"),
    "csb43": ("transaction_date", "amount", "item1"),
    "UTrade20160215": ("DATE", "AMOUNT", "DESCRIPTION"),
    "UTrade20150225": ("DATE", "AMOUNT", "DESCRIPTION"),
}
"""By file, which of its columns tell day, amount and text."""

BALANCES = {
    "balance": ("10.00", "1510.00"),
    "csb43": ("0.00", "1000.00"),
    "UTrade20160215": ("1076.94", "4665.89"),
    "UTrade20150225": ("3436.00", "1432.40"),
}
"""The first balance less the first amount, and the last one; of csb43 as they are told."""


def file_named(stem: str) -> Path:
    (found,) = FOLDER.rglob(f"{stem}.csv")
    return found


def read(path: Path) -> Statement:
    content = path.read_bytes()
    (statement,) = read_csv(content, path.name, propose_csv(content, path.name).mapping, "EUR")
    return statement


@pytest.mark.parametrize("stem", ENGLISH)
def test_every_row_is_read(stem: str):
    path = file_named(stem)
    statement = read(path)
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(statement.lines) == len(rows)
    day, amount, text = ENGLISH[stem]
    for line, row in zip(statement.lines, rows, strict=True):
        assert row[day] in (f"{line.booked_date:%m/%d/%Y}", f"{line.booked_date:%Y-%m-%d}")
        assert line.amount.as_decimal() == Decimal(row[amount].replace(",", ""))
        assert line.remittance.text == row[text]
        assert line.party.name == row.get("Partner Name", "")


@pytest.mark.parametrize("stem", BALANCES)
def test_balances_are_those_of_the_file(stem: str):
    statement = read(file_named(stem))
    assert statement.opening is not None
    assert statement.closing is not None
    told = (statement.opening.amount, statement.closing.amount)
    assert tuple(str(amount.as_decimal()) for amount in told) == BALANCES[stem]


@pytest.mark.parametrize("stem", ["de_gls", "de_sparkassernn"])
def test_what_is_expected_beside_the_file_is_read(stem: str):
    expected = json.loads((FOLDER / "pretix-csv/expected.json").read_text())[stem]
    statement = read(file_named(stem))

    def told(line: StatementLine) -> tuple[str, str, str]:
        return line.party.name, line.remittance.text, str(line.amount.as_decimal()).replace(".", ",")

    assert [told(line) for line in statement.lines] == [
        (each["payer"], " ".join(each["reference"].split("\n")), each["amount"]) for each in expected
    ]
    for line, each in zip(statement.lines, expected, strict=True):
        assert each["date"] in (f"{line.booked_date:%d.%m.%Y}", f"{line.booked_date:%d.%m.%y}")
        assert line.party.account == each.get("iban", "")


@pytest.mark.parametrize(("stem", "column"), [("de_gls", "Kontostand"), ("debit_credit_amount", "Balance")])
def test_balances_that_do_not_follow_from_the_amounts_are_left_out_and_named(stem: str, column: str):
    content = file_named(stem).read_bytes()
    proposed = propose_csv(content, stem)
    assert proposed.mapping.balance == ""
    assert any(column in note for note in proposed.notes)
    with pytest.raises(StatementCannotBeRead, match="the amounts come to"):
        read_csv(content, stem, CsvMapping(**{**_fields(proposed.mapping), "balance": column}), "EUR")


def _fields(mapping: CsvMapping) -> dict[str, object]:
    return {name: getattr(mapping, name) for name in CsvMapping.__dataclass_fields__}


def test_debits_and_credits_in_columns_of_their_own():
    lines = read(SHEETS / "debit_credit_amount.csv").lines
    assert [line.amount for line in lines] == [Money(minor, "EUR") for minor in (20_00, -13_50, 33_50, -1_500_00)]


def test_a_file_without_headings_is_not_guessed_and_read_by_the_numbers_of_its_columns():
    path = SHEETS / "original_currency_no_header.csv"
    with pytest.raises(CsvIsNotRecognised):
        propose_csv(path.read_bytes(), path.name)
    mapping = CsvMapping(
        booked_date="1", text=("2",), currency="3", amount="4", payer_name="6", reference="8", delimiter=",",
        decimal_sign="point", day_order="MDY", has_headings=False,
    )  # fmt: skip
    (statement,) = read_csv(path.read_bytes(), path.name, mapping, "USD")
    (line,) = statement.lines
    assert (line.amount, line.party.name, line.bank_reference) == (Money(1_525_00, "EUR"), "Azure Interior", "INV0001")
