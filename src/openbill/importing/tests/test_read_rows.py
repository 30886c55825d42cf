"""Each row becomes typed values or a refusal by name, and no bad row stops another."""

from datetime import date
from pathlib import Path

import pytest

from openbill.importing.errors import CurrencyIsNotStated
from openbill.importing.reading.read_rows import read_rows
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import CustomerRow, InvoiceRow, OpenItemRow, PaymentRow, Row
from openbill.importing.types.results import IgnoredRow, Progress, RefusedRow

HEADER = "Customer Number;Customer Name;Invoice Number;Invoice Date;Due Date;Currency;Amount\n"
GOOD = "C1;Acme;R1;31.01.2024;01.03.2024;EUR;1.234,56\n"


def read(
    tmp_path: Path, text: str, *, kind: str | None = None, **options: object
) -> list[Row | RefusedRow | IgnoredRow]:
    path = tmp_path / "file.csv"
    path.write_bytes(text.encode())
    shape = recognise_file(path, choices=ReadingChoices(kind=kind))  # type: ignore[arg-type]
    return list(read_rows(path, shape, **options))  # type: ignore[arg-type]


def invoice(tmp_path: Path, row: str) -> Row | RefusedRow | IgnoredRow:
    """The row behind two others, which settle how dates and amounts are written."""
    return read(tmp_path, HEADER + GOOD + GOOD + row + "\n")[2]


def amount(tmp_path: Path, written: str, currency: str = "EUR") -> object:
    row = invoice(tmp_path, f"C1;Acme;R2;31.01.2024;01.03.2024;{currency};{written}")
    if isinstance(row, InvoiceRow):
        return row.amount_minor if row.side == "debit" else -row.amount_minor
    assert isinstance(row, RefusedRow), row
    return row.reason


def test_reads_an_invoice(tmp_path: Path):
    assert read(tmp_path, HEADER + GOOD) == [
        InvoiceRow(
            2,
            "C1",
            "Acme",
            None,
            "R1",
            "invoice",
            "debit",
            date(2024, 1, 31),
            date(2024, 3, 1),
            "EUR",
            1234_56,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
        )
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("5", 5_00),
        ("5,5", 5_50),
        ("1.234.567,89", 1_234_567_89),
        ("1 234,56", 1234_56),
        ("1'234,56", 1234_56),
        ("1\u00a0234,56", 1234_56),
        ("1\u202f234,56", 1234_56),
        ("5,00-", -5_00),
        ("-5,00", -5_00),
        ("(5,00)", -5_00),
        ("\u22125,00", -5_00),
        ("€ 5,00", 5_00),
        ("5,00 EUR", 5_00),
        ("5,00€", 5_00),
        ("EUR5,00", 5_00),
        ("-€5,00", -5_00),
        ("5,00 CR", -5_00),
        (",50", 50),
        ("5,000000", 5_00),
        ("0005,00", 5_00),
        ("", "amount is blank"),
        ("5,001", "'5,001' has 3 decimals, and EUR has 2"),
        ("5,000", "'5,000' has 3 decimals, and EUR has 2"),
        ("1,234.56", "'1,234.56' does not fit the other amounts of the file"),
        ("1.23,4", "'1.23,4' does not fit the other amounts of the file"),
        ("1E+05", "'1E+05' is in scientific notation: digits are lost"),
        ("abc", "'abc' is not an amount"),
        ("--5", "'--5' has more than one minus sign"),
        ("---5", "'---5' is not an amount"),
        ("(5,00", "'(5,00' is not an amount"),
        ("(-5,00)", "'(-5,00)' has more than one minus sign"),
        ("5,00 USD", "'5,00 USD' is written in USD, and the row is in EUR"),
        ("9" * 14, "'99999999999999' is larger than any amount that is kept"),
        ("٣", "'٣' is not an amount"),
    ],
)
def test_reads_amounts_exactly(tmp_path: Path, written: str, expected: object):
    assert amount(tmp_path, written) == expected


@pytest.mark.parametrize(
    ("currency", "written", "expected"),
    [
        ("JPY", "1.000", 1000),
        ("JPY", "1000,00", 1000),
        ("JPY", "10,50", "'10,50' has 2 decimals, and JPY has 0"),
        ("BHD", "1,234", 1234),
        ("BHD", "1,2345", "'1,2345' has 4 decimals, and BHD has 3"),
        ("eur", "1", 100),
        ("EURO", "1", "currency 'EURO' is not an ISO 4217 code; write EUR"),
    ],
)
def test_minor_units_follow_the_currency(tmp_path: Path, currency: str, written: str, expected: object):
    assert amount(tmp_path, written, currency) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("29.2.24", date(2024, 2, 29)),
        ("29/02/2024", date(2024, 2, 29)),
        ("20240229", date(2024, 2, 29)),
        ("2024-02-29T10:00:00Z", date(2024, 2, 29)),
        ("29.02.2024 00:00:00", date(2024, 2, 29)),
        ("29-Feb-2024", date(2024, 2, 29)),
        ("29. Februar 2024", date(2024, 2, 29)),
        ("Feb 29, 2024", date(2024, 2, 29)),
        ("1.1.69", date(1969, 1, 1)),
        ("31.02.2013", "'31.02.2013' is not a date on the calendar"),
        ("1/25/2013", "'1/25/2013' is not a date on the calendar"),
        ("soon", "'soon' is not a date"),
        ("45000", "'45000' is a day number of a spreadsheet, not a date"),
        ("01.01.0201", "'01.01.0201' lies outside the years 1900 to 2200"),
        ("", "document date is blank"),
    ],
)
def test_reads_dates_on_the_calendar(tmp_path: Path, written: str, expected: object):
    row = invoice(tmp_path, f"C1;Acme;R2;{written};01.03.2024;EUR;1")

    assert (row.document_date if isinstance(row, InvoiceRow) else row.reason) == expected  # type: ignore[union-attr]


def test_a_refusal_names_line_column_value_and_remedy(tmp_path: Path):
    rows = read(tmp_path, HEADER + GOOD + "\n\nC1;Acme;R2;31.02.2024;01.03.2024;EUR;1\n" + GOOD)

    assert rows[1] == RefusedRow(
        5,
        "Invoice Date",
        "31.02.2024",
        "'31.02.2024' is not a date on the calendar",
        "Write it as DD.MM.YYYY, or as YYYY-MM-DD.",
        ("C1", "Acme", "R2", "31.02.2024", "01.03.2024", "EUR", "1"),
    )
    assert isinstance(rows[2], InvoiceRow)
    assert rows[2].line_number == 6


@pytest.mark.parametrize(
    ("customer", "name", "number", "expected"),
    [
        ("0200706844", " Acme ", "1", ("0200706844", "Acme", "1")),
        ("'00123", "Acme", '"=""00045"""', ("00123", "Acme", "00045")),
        ("0379-NEVHP", "Cafe\u0301", "1.0", ("0379-NEVHP", "Café", "1.0")),
        ("C1", '"A\nB"', "1", ("C1", "A B", "1")),
    ],
)
def test_keeps_text_as_it_is_meant(tmp_path: Path, customer: str, name: str, number: str, expected: tuple[str, ...]):
    row = invoice(tmp_path, f"{customer};{name};{number};31.01.2024;01.03.2024;EUR;1")

    assert row[1:3] + row[4:5] == expected


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("C1;Acme;;31.01.2024;;EUR;1", "Invoice Number", "document number is blank"),
        (";;R1;31.01.2024;;EUR;1", "Customer Number", "customer is blank"),
        ("C1;A\x07;R1;31.01.2024;;EUR;1", "Customer Name", "the text holds the control character U+0007"),
        (
            f"C1;{'n' * 201};R1;31.01.2024;;EUR;1",
            "Customer Name",
            f"'{'n' * 40}...' has 201 characters, at most 200 are kept",
        ),
        ("C1;Acme;R1;31.01.2024;;EUR", "", "the row has 6 cells, the header has 7"),
        ("C1;Acme;Ltd;R1;31.01.2024;;EUR;1", "", "the row has 8 cells, the header has 7"),
        ("Total;;;;;;99,00", "", "this is a line of totals, not a row"),
        ("Summe;99,00", "", "this is a line of totals, not a row"),
        (HEADER.strip(), "", "the header line stands here once more"),
        ('"C1"x;Acme;R1;31.01.2024;;EUR;1', "", "a quotation mark within a text is not doubled"),
        ('C1;"Acme;R1;31.01.2024;;EUR;1', "", "a quotation mark is opened in this line and never closed"),
    ],
)
def test_refuses_a_row_with_the_reason_and_reads_on(tmp_path: Path, row: str, column: str, reason: str):
    rows = read(tmp_path, HEADER + GOOD + row + "\n" + GOOD + GOOD)

    refused = rows[1]
    assert isinstance(refused, RefusedRow)
    assert (refused.line_number, refused.column, refused.reason) == (3, column, reason)
    assert [r.line_number for r in rows] == [2, 3, 4, 5]
    assert all(isinstance(r, InvoiceRow) for r in rows if r is not refused)


def test_a_row_over_several_lines_counts_where_it_starts(tmp_path: Path):
    rows = read(tmp_path, HEADER + 'C1;"A\r\nB\r\nC";R1;31.01.2024;;EUR;1\r\n' + GOOD)

    assert [row.line_number for row in rows] == [2, 5]
    assert rows[0][2] == "A B C"


def test_a_file_cut_off_within_a_quotation_is_refused_by_line(tmp_path: Path):
    rows = read(tmp_path, HEADER + GOOD + 'C1;"Ac')

    assert rows[1][:1] == (3,)
    assert isinstance(rows[1], RefusedRow)
    assert rows[1].cells == ("C1", "Ac")


def test_a_due_date_that_is_missing_follows_from_the_terms(tmp_path: Path):
    text = "Customer Number,Invoice Number,Invoice Date,Terms,Amount\n"
    text += "C1,1,2024-01-31,Net 30,1\nC1,2,2024-01-31,,1\n"

    rows = read(tmp_path, text, default_currency="EUR")
    assert [row.due_date for row in rows] == [date(2024, 3, 1), date(2024, 1, 31)]  # type: ignore[union-attr]
    later = read(tmp_path, text, default_currency="EUR", default_terms_days=14)
    assert later[1].due_date == date(2024, 2, 14)  # type: ignore[union-attr]


def test_a_currency_comes_from_the_row_its_amount_or_the_caller(tmp_path: Path):
    text = "Customer Number,Invoice Number,Invoice Date,Amount\nC1,1,2024-01-31,{}\nC1,2,2024-01-31,7.00\n"

    rows = read(tmp_path, text.format("5.00 CHF"), default_currency="EUR")
    assert [row.currency for row in rows] == ["CHF", "EUR"]  # type: ignore[union-attr]
    with pytest.raises(CurrencyIsNotStated):
        read(tmp_path, text.format("5.00"))


def test_nothing_owed_is_ignored_among_invoices_and_open_items(tmp_path: Path):
    invoices = read(tmp_path, HEADER + GOOD + "C1;Acme;R2;31.01.2024;;EUR;0,00\n")
    items = read(
        tmp_path,
        "Customer Number,Invoice Number,Due Date,Open Amount\n1,2,2024-01-31,0.00\n",
        default_currency="EUR",
    )

    assert invoices[1][:2] == (3, "the amount is zero: nothing is owed")
    assert isinstance(invoices[1], IgnoredRow)
    assert isinstance(items[0], IgnoredRow)
    assert items[0].reason == "the open amount is zero: it is settled"


def test_a_negative_invoice_is_a_credit_note(tmp_path: Path):
    row = invoice(tmp_path, "C1;Acme;R2;31.01.2024;;EUR;-5,00")

    assert isinstance(row, InvoiceRow)
    assert (row.document_kind, row.side, row.amount_minor) == ("credit_note", "credit", 5_00)


def test_open_amounts_are_bounded_by_the_amount(tmp_path: Path):
    text = "Customer Number,Invoice Number,Due Date,Currency,Amount,Open Amount\n1,2,2024-01-31,EUR,10.00,{}\n"

    kept = read(tmp_path, text.format("4.00"))[0]
    assert isinstance(kept, InvoiceRow)
    assert (kept.amount_minor, kept.open_amount_minor) == (10_00, 4_00)
    assert read(tmp_path, text.format("10.01"))[0][3] == "open amount '10.01' is more than the amount '10.00'"
    item = read(tmp_path, text.format("4.00"), kind="open_items")[0]
    assert isinstance(item, OpenItemRow)


def test_open_amount_of_the_other_sign_is_refused(tmp_path: Path):
    text = "Customer Number,Invoice Number,Due Date,Currency,Amount,Open Amount\n"
    text += "1,2,2024-01-31,EUR,10.00,-4.00\n"

    assert read(tmp_path, text)[0][3] == "open amount '-4.00' has the other sign than the amount '10.00'"


def test_one_payment_may_pay_several_invoices(tmp_path: Path):
    text = "Payment Date,Payment Reference,Customer Number,Invoice Number,Amount,Currency\n"
    text += "2024-01-31,P1,C1,R1,5.00,EUR\n2024-01-31,P1,C1,R2,6.00,EUR\n"

    assert read(tmp_path, text) == [
        PaymentRow(2, "C1", None, None, date(2024, 1, 31), "EUR", 5_00, "P1", None, "R1", None, None),
        PaymentRow(3, "C1", None, None, date(2024, 1, 31), "EUR", 6_00, "P1", None, "R2", None, None),
    ]


def test_payments_written_as_credits_are_money_received_only_where_that_is_said(tmp_path: Path):
    text = "Payment Date,Customer Number,Amount,Currency\n" + "2024-01-31,C1,-5.00,EUR\n" * 11
    path = tmp_path / "payments.csv"
    path.write_text(text + "2024-01-31,C1,5.00,EUR\n")

    rows = list(read_rows(path, recognise_file(path, choices=ReadingChoices(payments_are_negative=True))))
    assert rows[0][6] == 5_00
    assert isinstance(rows[-1], RefusedRow)
    unsaid = list(read_rows(path, recognise_file(path)))
    assert [type(row) for row in unsaid[:-1]] == [RefusedRow] * 11


def test_reads_customers(tmp_path: Path):
    text = "Kundennummer;Firma;E-Mail;Land;PLZ;Ort;Zeitzone;Zahlungsziel\n"
    text += "00071;Müller GmbH;a@b.de;DE;01067;Dresden;Europe/Berlin;30 Tage\n"
    text += "2;Maier;kein-at;DE;;;;\n3;Schulz;;DE;;;Mars/Base;\nSumme: 3;;;;;;;\n"

    rows = read(tmp_path, text)
    assert isinstance(rows[0], CustomerRow)
    assert rows[0].customer_number == "00071"
    assert (rows[0].terms_days, rows[0].postal_code, rows[0].time_zone) == (30, "01067", "Europe/Berlin")
    assert [row.reason for row in rows[1:3] if isinstance(row, RefusedRow)] == [
        "'kein-at' is not one e-mail address",
        "'Mars/Base' is not a time zone",
    ]


def test_progress_ends_with_the_whole_file(tmp_path: Path):
    seen: list[tuple[int, int, int]] = []

    def note(progress: Progress) -> None:
        seen.append((progress.read_bytes, progress.taken, progress.refused))

    text = HEADER + GOOD * 6_000 + "x\n"
    read(tmp_path, text, progress=note)

    assert [taken for _, taken, _ in seen] == [5_000, 6_000]
    assert seen[-1] == (len(text), 6_000, 1)
