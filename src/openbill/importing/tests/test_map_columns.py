"""A mapping saved from one file reads the next one with the same header."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from openbill.importing.errors import MappingDoesNotFit, MappingIsNotReadable
from openbill.importing.reading.read_rows import read_rows
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import InvoiceRow, Mapping

TEXT = "Wer,Welche,Wann,Wieviel\nC1,R1,1/2/2024,5.00\n"
COLUMNS = {
    "customer_number": "Wer",
    "document_number": "Welche",
    "document_date": "Wann",
    "amount": "Wieviel",
}


def a_mapping(path: Path) -> Mapping:
    path.write_text(TEXT)
    shape = recognise_file(path, choices=ReadingChoices(columns=COLUMNS, kind="invoices", date_order="MDY"))
    return replace(shape.as_mapping("ours", source="ERP"), defaults={"currency": "EUR"})


def test_a_mapping_survives_json(tmp_path: Path):
    mapping = a_mapping(tmp_path / "first.csv")

    assert Mapping.from_json(mapping.to_json()) == mapping


def test_a_mapping_reads_headers_that_nobody_knows(tmp_path: Path):
    mapping = a_mapping(tmp_path / "first.csv")
    second = tmp_path / "second.csv"
    second.write_text(TEXT.replace("1/2/2024", "3/4/2024"))

    (row,) = read_rows(second, mapping)

    assert isinstance(row, InvoiceRow)
    assert (row.document_date, row.currency, row.amount_minor) == (date(2024, 3, 4), "EUR", 5_00)


def test_a_mapping_that_does_not_fit_names_the_nearest_columns(tmp_path: Path):
    mapping = a_mapping(tmp_path / "first.csv")
    other = tmp_path / "other.csv"
    other.write_text(TEXT.replace("Wieviel", "Wieviele"))

    with pytest.raises(MappingDoesNotFit, match=r"'Wieviel' is missing \(nearest is 'Wieviele'\)"):
        recognise_file(other, mapping=mapping)


@pytest.mark.parametrize("text", ["", "[]", '{"name": "x"}', '{"name": 1, "kind": "invoices"}'])
def test_refuses_json_that_is_no_mapping(text: str):
    with pytest.raises(MappingIsNotReadable):
        Mapping.from_json(text)


def test_a_contact_name_is_a_person_where_another_column_names_the_customer(tmp_path: Path):
    path = tmp_path / "customers.csv"
    path.write_text("customer number,customer name,contact name,email\nC1,Anna Ltd,Ida Blum,ida@anna.example\n")
    shape = recognise_file(path, choices=ReadingChoices(kind="customers"))
    assert shape.columns["customer_name"] == "customer name"
    assert shape.columns["contact_name"] == "contact name"
    path.write_text("customer number,name,email,contact name\nC1,Anna Ltd,ida@anna.example,Ida Blum\n")
    shape = recognise_file(path, choices=ReadingChoices(kind="customers"))
    assert (shape.columns["customer_name"], shape.columns["contact_name"]) == ("name", "contact name")
    path.write_text("ContactName,EmailAddress\nAnna Ltd,ida@anna.example\n")
    assert recognise_file(path, choices=ReadingChoices(kind="customers")).columns["customer_name"] == "ContactName"
