"""A CSV of documents becomes remittance advices: in four languages, any separator, encoding and decimal sign."""

from datetime import date

import pytest

from openbill.cash_application.errors import (
    ColumnOfRemittanceUnknown,
    FieldOfRemittanceUnknown,
    RemittanceCannotBeRead,
    RemittanceIsNotRecognised,
    RemittanceTellsNothing,
)
from openbill.cash_application.reading.remittances.read_csv import read_csv
from openbill.cash_application.types.remittances import AdvisedLine, RemittanceAdvice
from openbill.primitives.money import Money


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def read(text: str, encoding: str = "utf-8", currency: str = "EUR") -> tuple[RemittanceAdvice, ...]:
    return read_csv(text.encode(encoding), "advice.csv", currency)


EXPECTED = (
    AdvisedLine("R-1", eur(1_176_00), discount=eur(24_00)),
    AdvisedLine("R-2", eur(80_50), deduction=eur(19_50), reason="damaged"),
)
FILES = {
    "english": "Invoice No,Invoice Amount,Discount,Deduction,Reason,Amount Paid\n"
    'R-1,"1,200.00",24.00,,,"1,176.00"\nR-2,100.00,,19.50,damaged,80.50\n',
    "german": "Rechnungsnummer;Rechnungsbetrag;Skonto;Abzug;Grund;Zahlbetrag\n"
    "R-1;1.200,00;24,00;;;1.176,00\nR-2;100,00;;19,50;damaged;80,50\n",
    "french": "N° de facture\tMontant facture\tEscompte\tRetenue\tMotif\tMontant payé\n"
    "R-1\t1 200,00\t24,00\t\t\t1 176,00\nR-2\t100,00\t\t19,50\tdamaged\t80,50\n",
    "spanish": "Número de factura|Importe factura|Descuento|Deducción|Motivo|Importe pagado\n"
    "R-1|1.200,00|24,00|||1.176,00\nR-2|100,00||19,50|damaged|80,50\n",
    "without what is paid": "Invoice,Gross amount,Discount,Deduction,Reason\n"
    "R-1,1200.00,24.00,,\nR-2,100.00,,-19.50,damaged\n",
}


@pytest.mark.parametrize("name", FILES)
def test_headings_are_known_in_four_languages(name: str):
    (advice,) = read(FILES[name])
    assert advice.lines == EXPECTED
    assert advice.amount == eur(1_256_50)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding(encoding: str):
    (advice,) = read("Rechnungsnummer;Zahlbetrag;Grund;Abzug\nR-1;5,00;Größe;1,00\n", encoding)
    assert advice.lines[0].reason == "Größe"


def test_lines_before_the_headings_label_the_payment():
    text = (
        "Payment advice\nPayer: Müller GmbH\nCustomer number;K-77\nPayment reference;AV-4711\n"
        "Payment date;18.09.2026\n\n"
        "Rechnung;Betrag\nR-1;60,00\nR-2;40,00\nSumme;100,00\n"
    )
    (advice,) = read(text)
    assert (advice.payer_name, advice.payer_number, advice.reference) == ("Müller GmbH", "K-77", "AV-4711")
    assert (advice.paid_date, advice.amount, advice.warnings) == (date(2026, 9, 18), eur(100_00), ())
    assert [line.document_number for line in advice.lines] == ["R-1", "R-2"]


def test_rows_of_several_payments_are_as_many_advices():
    text = "Payment number,Invoice,Amount paid,Payment date\nP-10001,R-1,5.00,2026-09-18\nP-10002,R-2,7.00,2026-09-19\n"
    text += "P-10001,R-3,1.00,2026-09-18\n"
    found = [(each.reference, each.amount, len(each.lines)) for each in read(text)]
    assert found == [("P-10001", eur(6_00), 2), ("P-10002", eur(7_00), 1)]


def test_what_is_told_once_holds_for_the_rows_below():
    (advice,) = read("Payer,Invoice,Amount paid\nAnna Ltd,R-1,5.00\n,R-2,7.00\n")
    assert (advice.payer_name, len(advice.lines)) == ("Anna Ltd", 2)


def test_a_total_that_differs_is_a_warning():
    (advice,) = read("Invoice,Amount paid\nR-1,5.00\nTotal,6.00\n")
    assert advice.amount == eur(6_00)
    assert advice.warnings == ("The payment is over 6.00 EUR, and its documents come to 5.00 EUR.",)


@pytest.mark.parametrize(
    ("text", "currency"),
    [("Invoice,Amount paid (USD)\nR-1,5.00\n", "EUR"), ("Invoice,Amount paid,Currency\nR-1,5.00,USD\n", "USD"),
     ("Invoice,Amount paid\nR-1,$5.00\n", "USD"), ("Invoice,Amount paid\nR-1,5.00 USD\n", "USD")],
)  # fmt: skip
def test_the_currency_is_that_of_the_row(text: str, currency: str):
    (advice,) = read(text)
    assert advice.amount == Money(5_00, "USD" if "USD" in text or "$" in text else currency)


def test_a_mapping_says_what_columns_are():
    text = b"Their thing,What,How much\nx,R-1,5.00\n"
    (advice,) = read_csv(text, "a.csv", "EUR", columns={"document_number": "What", "paid": "How much"})
    assert advice.lines == (AdvisedLine("R-1", eur(5_00)),)
    with pytest.raises(ColumnOfRemittanceUnknown, match="Its columns are: Their thing, What, How much"):
        read_csv(text, "a.csv", "EUR", columns={"document_number": "What", "paid": "Nothing"})
    with pytest.raises(FieldOfRemittanceUnknown):
        read_csv(text, "a.csv", "EUR", columns={"document_number": "What", "colour": "How much"})


@pytest.mark.parametrize(
    ("text", "refusal", "says"),
    [
        ("Invoice,Amount paid\nR-1,5.00\nR-2,five 5\n", RemittanceCannotBeRead, "Line 3"),
        ("Invoice,Amount paid\nR-1,5.005\nR-2,7.00\n", RemittanceCannotBeRead, "Line 2"),
        ("Invoice,Amount paid,Currency\nR-1,5.00,Euros\n", RemittanceCannotBeRead, '"EUROS" is no currency'),
        ("Invoice,Amount paid,Payment date\nR-1,5.00,soon\n", RemittanceCannotBeRead, "'soon' is not a date"),
        ("a,b\n1,2\n", RemittanceIsNotRecognised, "no line has headings"),
        ("Invoice,Colour\n1,2\n", RemittanceIsNotRecognised, "none says what is paid"),
        ("Invoice,Amount paid\n", RemittanceTellsNothing, "neither"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, refusal: type, says: str):
    with pytest.raises(refusal) as refused:
        read(text)
    assert says in str(refused.value)
