"""A file is recognised by what it holds, and what had to be assumed is said."""

from pathlib import Path

import pytest

from openbill.importing import errors
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import FileShape

HEADER = "Customer Number,Invoice Number,Invoice Date,Due Date,Currency,Amount\n"


def recognised(tmp_path: Path, text: str | bytes, name: str = "file.csv", **choices: object) -> FileShape:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return recognise_file(path, choices=ReadingChoices(**choices))  # type: ignore[arg-type]


def invoices(*rows: str) -> str:
    return HEADER + "".join(f"C1,R1,{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
    ],
)
def test_finds_the_encoding(tmp_path: Path, encoding: str, expected: str):
    text = "Kundennummer;Kundenname;Rechnungsnummer;Rechnungsdatum;Fälligkeit;Betrag\n"
    text += "1;Müller;R1;31.01.2024;1.3.2024;5,00\n"
    shape = recognised(tmp_path, text.encode(encoding))

    assert shape.encoding == expected
    assert shape.columns["due_date"] == "Fälligkeit"
    assert shape.line_count == 2


def test_a_file_that_is_not_utf8_says_what_is_assumed(tmp_path: Path):
    shape = recognised(tmp_path, invoices("2024-01-02,2024-02-02,EUR,1.00").replace("C1", "Café").encode("cp1252"))

    assert shape.assumptions == ["The file is not UTF-8 (line 2); it is read as Windows-1252 (Western European)."]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_finds_the_separator(tmp_path: Path, separator: str):
    shape = recognised(tmp_path, invoices("2024-01-02,2024-02-02,EUR,1.00").replace(",", separator))

    assert shape.separator == separator
    assert shape.kind == "invoices"


def test_passes_over_a_title_and_the_separator_line_of_a_spreadsheet(tmp_path: Path):
    shape = recognised(
        tmp_path,
        "sep=;\nOpen items of Example Ltd\n\n"
        + "Kundennummer;Rechnungsnummer;Rechnungsdatum;offener Betrag\n1;2;3.4.2024;5,00\n",
    )

    assert (shape.header_line, shape.separator, shape.kind) == (4, ";", "open_items")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Customer ID,Name,Email,City", "customers"),
        ("ContactName,EmailAddress,InvoiceNumber,InvoiceDate,DueDate,Total,Currency", "invoices"),
        ("Kundennummer,Rechnungsnummer,Rechnungsdatum,Fälligkeit,Bruttobetrag,offener Betrag", "invoices"),
        ("N° client,N° facture,Date facture,Échéance,Reste à payer", "open_items"),
        ("Cliente,Nº factura,Fecha factura,Fecha de vencimiento,Importe total", "invoices"),
        ("customer,invoice,posting_date,due_date,outstanding_amount,grand_total,currency", "invoices"),
        ("Date,Reference,Customer,Amount,Payment method", "payments"),
        ("Payment date,Customer,Payment reference,Invoice number,Amount", "payments"),
        ("Zahlungsdatum,Kundennummer,Betrag,Rechnungsnummer", "payments"),
        ("Datum,Kundennummer,Rechnungsnummer,Betrag,Verwendungszweck", "payments"),
        ("Kunnr,Belnr,Bldat,Faedt,Augdt,Wrbtr,Waers", "settled_history"),
        ("Invoice Number,Customer,Invoice Date,Due Date,Amount,Payment Date", "settled_history"),
        ("Invoice Number,Invoice Date,Customer,Amount,Payment Terms", "invoices"),
    ],
)
def test_finds_the_kind_by_its_columns(tmp_path: Path, header: str, kind: str):
    assert recognised(tmp_path, header + "\n").kind == kind


def test_a_file_that_could_be_two_kinds_says_so_and_can_be_told(tmp_path: Path):
    header = "Date,Customer,Invoice Number,Amount\n"

    shape = recognised(tmp_path, header)
    assert shape.kind == "invoices"
    assert shape.assumptions[0] == "The file is read as invoices; by its columns it could also hold payments."
    assert recognised(tmp_path, header, kind="payments").columns["invoice_number"] == "Invoice Number"
    assert recognised(tmp_path, header, name="payments_2024.csv").kind == "payments"


def test_one_value_above_twelve_anywhere_decides_the_dates(tmp_path: Path):
    many = ["3/4/2013,4/5/2013,EUR,1.00"] * 20_000
    shape = recognised(tmp_path, invoices(*many, "3/4/2013,4/15/2013,EUR,1.00"))

    assert shape.date_orders == {"document_date": "MDY", "due_date": "MDY"}
    assert shape.assumptions == []


def test_a_date_column_that_is_not_used_decides_too(tmp_path: Path):
    text = "Customer Number,Invoice Number,Invoice Date,Printed,Amount\n1,2,3/4/2013,3/25/2013,1.00\n"

    assert recognised(tmp_path, text).date_orders == {"document_date": "MDY"}


def test_due_dates_after_document_dates_break_a_tie(tmp_path: Path):
    shape = recognised(tmp_path, invoices("12/1/2012,1/2/2013,EUR,1.00", "11/2/2012,2/3/2013,EUR,1.00"))
    month_first = recognised(tmp_path, invoices("1/11/2013,2/10/2013,EUR,1.00"))

    assert shape.date_orders["due_date"] == "DMY"
    assert month_first.date_orders["due_date"] == "MDY"
    assert "because due dates then follow document dates more often" in month_first.assumptions[0]


def test_dates_that_nothing_decides_are_assumed_and_can_be_stated(tmp_path: Path):
    text = invoices("1/2/2013,1/2/2013,EUR,1.00")

    shape = recognised(tmp_path, text)
    assert shape.date_orders["document_date"] == "DMY"
    assert shape.assumptions[0] == (
        "Dates in column 'Invoice Date' could be day first or month first; day first is assumed because "
        "nothing in the file says otherwise."
    )
    assert recognised(tmp_path, text.replace("EUR", "USD")).date_orders["document_date"] == "MDY"
    stated = recognised(tmp_path, text, date_order="MDY")
    assert (stated.date_orders["document_date"], stated.assumptions) == ("MDY", [])


@pytest.mark.parametrize(
    ("amounts", "style", "assumes"),
    [
        (["1,234.56"], "point", False),
        (["1.234,56"], "comma", False),
        (["1234.5", "1.234"], "point", False),
        (["12,5"], "comma", False),
        (["1.234.567"], "comma", False),
        (["100"], "point", False),
        (["1.234"], "comma", True),
        (["1,234"], "point", True),
        (["0.123"], "point", False),
        (["5,00", "1,2,3"], "comma", False),
    ],
)
def test_finds_the_decimal_sign(tmp_path: Path, amounts: list[str], style: str, assumes: bool):
    text = invoices(*(f'2024-01-02,2024-02-02,EUR,"{amount}"' for amount in amounts))

    shape = recognised(tmp_path, text)
    assert (shape.decimal_style, bool(shape.assumptions)) == (style, assumes)


def test_three_decimals_are_decimals_in_a_currency_that_has_three(tmp_path: Path):
    assert recognised(tmp_path, invoices("2024-01-02,2024-02-02,BHD,1.234")).decimal_style == "point"


def test_payment_terms_that_are_no_days_stay_unused_and_it_is_said(tmp_path: Path):
    text = "Customer Number,Invoice Number,Invoice Date,Payment Terms,Amount\n1,2,2024-01-02,NAA8,1.00\n"

    shape = recognised(tmp_path, text)
    assert "terms_days" not in shape.columns
    assert shape.unused_columns == ("Payment Terms",)
    assert shape.assumptions[0].startswith("Column 'Payment Terms' is not used")


def test_a_column_called_customer_holds_names_or_numbers(tmp_path: Path):
    header = "Customer,Invoice Number,Invoice Date,Amount\n"

    assert "customer_name" in recognised(tmp_path, header + "Acme Ltd,1,2024-01-02,1\n").columns
    assert "customer_number" in recognised(tmp_path, header + "C-100,1,2024-01-02,1\n").columns


def test_the_currency_may_stand_in_the_header(tmp_path: Path):
    shape = recognised(tmp_path, "Customer Number,Invoice Number,Invoice Date,Amount (CHF)\n1,2,2024-01-02,1\n")

    assert shape.currency_in_header == "CHF"


def test_rows_that_all_end_in_a_separator_are_no_fault(tmp_path: Path):
    assert recognised(tmp_path, HEADER + "C1,R1,2024-01-02,2024-02-02,EUR,1.00,\n").cell_count == 7


@pytest.mark.parametrize(
    ("content", "refusal", "words"),
    [
        (b"", errors.FileIsEmpty, "is empty"),
        (b"\xef\xbb\xbf \r\n\n", errors.FileIsEmpty, "is empty"),
        (b"PK\x03\x04abc", errors.FileIsNotText, "save it as CSV"),
        (b"%PDF-1.7\n", errors.FileIsNotText, "a PDF"),
        (b"\x00\x01\x02\x00" * 50, errors.FileIsNotText, "a binary file"),
        (
            HEADER.encode() + b"C1,R1,2024-01-02\x00,2024-02-02,EUR,1\n" + b"x" * 500,
            errors.NulByteInFile,
            "line 2",
        ),
        (b"colour,shape\nred,round\n", errors.HeaderIsNotRecognised, "found: colour, shape"),
        (b"Customer Number,Amount,amount\n", errors.ColumnAppearsTwice, "2 and 3"),
        (b"Amount," + b",".join(b"c%d" % n for n in range(501)), errors.TooManyColumns, "502 columns"),
        (HEADER.encode() + b"x" * 1_000_001, errors.LineIsTooLong, "line 2"),
        ((HEADER + "é,").encode() + b"\xff\n", errors.ByteCannotBeDecoded, "byte 0xFF in line 2"),
        (HEADER.encode() + b"\n\x81,", errors.ByteCannotBeDecoded, "byte 0x81 in line 3"),
    ],
)
def test_refuses_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, refusal: type[Exception], words: str):
    with pytest.raises(refusal) as told:
        recognised(tmp_path, content)
    assert words in str(told.value)


def test_refuses_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(errors.FileCannotBeOpened, match="no such file"):
        recognise_file(tmp_path / "absent.csv")
    with pytest.raises(errors.FileCannotBeOpened, match="is a directory"):
        recognise_file(tmp_path)


def test_refuses_a_kind_whose_columns_are_missing(tmp_path: Path):
    with pytest.raises(errors.ColumnIsMissing, match="read as payments, and no column gives the payment date"):
        recognised(tmp_path, "Customer Number,Invoice Number,Invoice Date,Amount\n", kind="payments")


def test_refuses_choices_that_do_not_exist(tmp_path: Path):
    with pytest.raises(errors.ChoiceIsNotKnown):
        recognised(tmp_path, HEADER, date_order="YDM")
    with pytest.raises(errors.EncodingIsNotKnown):
        recognised(tmp_path, HEADER, encoding="klingon")
