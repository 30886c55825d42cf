"""What the columns of a bank's CSV file say is found out, in four languages, and days are never guessed."""

from datetime import date

import pytest

from openbill.cash_application.errors import CsvIsNotRecognised
from openbill.cash_application.policies.recognise_csv import AMBIGUOUS_DAYS, DAYS_OF_BOTH_KINDS
from openbill.cash_application.reading.csv.propose_csv import propose_csv
from openbill.cash_application.reading.csv.read_csv import read_csv
from openbill.cash_application.types.csv_files import CsvMapping, CsvSigns
from openbill.primitives.money import Money

FILES = {
    "english": "Transaction Date,Value Date,Description,Payer,Paid out,Paid in,Balance\n"
    '31/01/2026,01/02/2026,INV-7,Anna Ltd,,"1,200.50","1,300.50"\n02/02/2026,,Fee,,20.00,,"1,280.50"\n',
    "german": "Buchungstag;Valuta;Verwendungszweck;Auftraggeber/Empfänger;Betrag (EUR);Saldo\n"
    "31.01.2026;01.02.2026;INV-7;Anna Ltd;1.200,50;1.300,50\n02.02.2026;;Fee;;-20,00;1.280,50\n",
    "french": "Date d'opération\tDate de valeur\tLibellé\tTiers\tDébit\tCrédit\tSolde\n"
    "31/01/2026\t01/02/2026\tINV-7\tAnna Ltd\t\t1 200,50\t1 300,50\n02/02/2026\t\tFee\t\t-20,00\t\t1 280,50\n",
    "spanish": "Fecha operación|Fecha valor|Concepto|Ordenante|Importe|Saldo\n"
    "31/01/2026|01/02/2026|INV-7|Anna Ltd|1.200,50|1.300,50\n02/02/2026||Fee||-20,00|1.280,50\n",
}


def proposed(text: str, encoding: str = "utf-8") -> CsvMapping:
    return propose_csv(text.encode(encoding), "bank.csv").mapping


@pytest.mark.parametrize("name", FILES)
def test_headings_are_known_in_four_languages(name: str):
    content = FILES[name].encode()
    found = propose_csv(content, "bank.csv")
    assert found.notes == ()
    (statement,) = read_csv(content, "bank.csv", found.mapping, "EUR")
    first, second = statement.lines
    assert (first.booked_date, first.value_date) == (date(2026, 1, 31), date(2026, 2, 1))
    assert (first.amount, first.party.name, first.remittance.text) == (Money(1_200_50, "EUR"), "Anna Ltd", "INV-7")
    assert second.amount == Money(-20_00, "EUR")
    assert statement.opening is not None
    assert statement.opening.amount == Money(100_00, "EUR")


@pytest.mark.parametrize(("encoding", "told"), [("utf-8", "utf-8"), ("cp1252", "cp1252"), ("cp850", "cp850")])
def test_the_encoding_is_found_out(encoding: str, told: str):
    assert proposed("Buchungstag;Betrag;Empfänger\n31.01.2026;1,00;Müller\n", encoding).encoding == told


@pytest.mark.parametrize(
    ("days", "order", "note"),
    [
        (("31/01/2026", "02/03/2026"), "DMY", None),
        (("02/03/2026", "12/31/2026"), "MDY", None),
        (("2026-03-02", "2026-03-04"), "YMD", None),
        (("02.03.2026", "04.03.2026"), "DMY", None),
        (("02/03/2026", "04/03/2026"), None, AMBIGUOUS_DAYS),
        (("31/01/2026", "01/31/2026"), None, DAYS_OF_BOTH_KINDS),
    ],
)
def test_what_could_be_day_or_month_is_said_and_not_guessed(days: tuple[str, ...], order: str | None, note: str | None):
    rows = "".join(f"{day},1.00\n" for day in days)
    found = propose_csv(f"Date,Amount\n{rows}".encode(), "bank.csv")
    assert found.mapping.day_order == order
    assert found.notes == ((note,) if note else ())


def test_lines_before_and_behind_the_table_are_counted():
    text = "Kontoauszug\nIBAN: DE1\n\nBuchungstag;Betrag\n31.01.2026;1,00\nSumme;1,00\n\nErstellt;\n"
    found = proposed(text)
    assert (found.skipped_first, found.skipped_last) == (3, 2)
    (statement,) = read_csv(text.encode(), "bank.csv", found, "EUR")
    assert len(statement.lines) == 1


def test_a_column_of_directions_gives_the_sign():
    found = proposed("Buchungstag;Betrag;Soll/Haben\n31.01.2026;1,00;S\n31.01.2026;2,00;H\n")
    assert (found.direction, found.signs) == ("Soll/Haben", CsvSigns.UNSIGNED)


def test_an_account_that_differs_is_the_payers_and_one_that_does_not_is_ours():
    assert proposed("Datum;Betrag;IBAN\n31.01.2026;1,00;A\n31.01.2026;1,00;B\n").payer_account == "IBAN"
    assert proposed("Datum;Betrag;IBAN\n31.01.2026;1,00;A\n31.01.2026;1,00;A\n").own_account == "IBAN"
    both = proposed("Auftragskonto;Datum;Betrag;IBAN\nX;31.01.2026;1,00;A\n")
    assert (both.own_account, both.payer_account) == ("Auftragskonto", "IBAN")


def test_several_columns_are_one_text_in_their_order():
    assert proposed("Datum;Betrag;VWZ1;VWZ2\n31.01.2026;1,00;a;b\n").text == ("VWZ1", "VWZ2")


@pytest.mark.parametrize("text", ["a;b\n1;2\n", "Datum;Farbe\n31.01.2026;rot\n", "Betrag;Farbe\n1,00;rot\n"])
def test_what_tells_no_day_or_no_amount_is_not_recognised(text: str):
    with pytest.raises(CsvIsNotRecognised):
        proposed(text)
