"""The three public files of late payments are recognised without help, and every row of them is taken."""

from collections import Counter
from datetime import date

from tests.support.shared_data import needs, shared_folder

from openbill.importing.reading.read_rows import read_rows
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.files import OpenItemRow, SettledInvoiceRow

FOLDER = shared_folder("late-payment")

pytestmark = needs(FOLDER)


def test_open_invoices_of_highradius():
    path = FOLDER / "highradius_open_invoices.csv"
    shape = recognise_file(path)
    rows = list(read_rows(path, shape))

    assert shape.kind == "open_items"
    assert shape.columns == {
        "legal_entity": "business_code",
        "customer_number": "cust_number",
        "customer_name": "name_customer",
        "document_date": "posting_date",
        "due_date": "due_in_date",
        "currency": "invoice_currency",
        "document_kind": "document type",
        "open_amount": "total_open_amount",
        "document_number": "invoice_id",
    }
    assert len(rows) == 9_700
    assert all(isinstance(row, OpenItemRow) for row in rows)
    assert rows[0] == OpenItemRow(
        2,
        "0200706844",
        "WINC co",
        "U001",
        "1930571429",
        "invoice",
        "debit",
        date(2020, 2, 27),
        date(2020, 3, 13),
        "USD",
        8734_71,
        8734_71,
        None,
        None,
        None,
        None,
        None,
        None,
    )
    assert Counter(row.currency for row in rows) == {"USD": 8_953, "CAD": 747}
    assert sum(row.open_amount_minor for row in rows) == 319_584_725_91
    assert len({row.document_number for row in rows}) == 9_700
    assert sum(row.due_date < row.document_date for row in rows) == 32


def test_settled_invoices_of_highradius():
    path = FOLDER / "highradius_closed_dev.csv"
    shape = recognise_file(path)
    rows = list(read_rows(path, shape, default_currency="USD"))

    assert shape.kind == "settled_history"
    assert shape.assumptions == [
        "Column 'total_open_amount' is taken as the amount of the document: no other column gives it.",
        "No column gives the document date: the due date is taken, unless a document date is stated.",
    ]
    assert len(rows) == 32_000
    assert rows[0] == SettledInvoiceRow(
        2,
        "100043965",
        None,
        None,
        None,
        "invoice",
        "debit",
        date(2019, 1, 2),
        date(2019, 1, 2),
        "USD",
        16635_40,
        None,
        date(2019, 1, 3),
        None,
        None,
        None,
        None,
        None,
    )
    assert sum(row.amount_minor for row in rows) == 1_020_286_531_98


def test_settled_invoices_of_ibm_are_month_first():
    path = FOLDER / "ibm_ar_before_cut.csv"
    shape = recognise_file(path)
    rows = list(read_rows(path, shape, default_currency="USD"))

    assert shape.kind == "settled_history"
    assert set(shape.date_orders.values()) == {"MDY"}
    assert shape.assumptions == []
    assert len(rows) == 1_725
    assert rows[0][:13] == (
        2,
        "0379-NEVHP",
        None,
        None,
        "611365",
        "invoice",
        "debit",
        date(2013, 1, 2),
        date(2013, 2, 1),
        "USD",
        55_94,
        None,
        date(2013, 1, 15),
    )
    assert sum(row.amount_minor for row in rows) == 102_989_74
