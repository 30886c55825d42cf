"""What people write about a payment becomes an advice: labels, rows and sentences, in several languages."""

from datetime import date

import pytest

from openbill.cash_application.errors import RemittanceIsTooLarge, RemittanceTellsNothing
from openbill.cash_application.reading.remittances.read_words import read_text
from openbill.cash_application.types.remittances import AdvisedLine, RemittanceAdvice
from openbill.primitives.money import Money


def read(text: str, currency: str = "USD") -> tuple[RemittanceAdvice, ...]:
    return read_text(text.encode(), "advice.txt", currency)


def only(text: str, currency: str = "USD") -> RemittanceAdvice:
    (advice,) = read(text, currency)
    return advice


def paid(advice: RemittanceAdvice) -> dict[str, int | None]:
    return {line.document_number: _minor(line.amount) for line in advice.lines}


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor_units


def test_labels_of_a_lockbox():
    advice = only(
        "Deposit date: 09/18/2026\nPayer: ANNA LTD\nAccount: AN-10\nCheck number: 550123\nCheck amount: 4,250.00\n"
        "Invoices: R-100\nPO: PO-7\n"
    )
    assert (advice.payer_name, advice.payer_number, advice.reference) == ("ANNA LTD", "AN-10", "550123")
    assert (advice.amount, advice.paid_date) == (Money(4_250_00, "USD"), date(2026, 9, 18))
    assert advice.lines == (AdvisedLine("R-100", Money(4_250_00, "USD"), purchase_order="PO-7"),)


def test_german_labels_with_a_row_for_each_document():
    advice = only(
        "Zahlungsavis\n\nAuftraggeber: Müller & Söhne GmbH\nKunden-Nr.: 10042\nZahlungsreferenz: AV-2026-77\n"
        "Zahlungsdatum: 05.09.2026\nÜberweisungsbetrag: 1.256,50 EUR\n\n"
        "Rechnungsnummer   Rechnungsbetrag   Skonto   Zahlbetrag\n"
        "R-1               1.200,00          24,00    1.176,00\n"
        "R-2                  80,50                      80,50\n"
        "Summe                                        1.256,50\n",
        "EUR",
    )
    assert (advice.payer_name, advice.payer_number) == ("Müller & Söhne GmbH", "10042")
    assert (advice.reference, advice.paid_date) == ("AV-2026-77", date(2026, 9, 5))
    assert paid(advice) == {"R-1": 1_176_00, "R-2": 80_50}
    assert advice.lines[0].discount == Money(24_00, "EUR")
    assert advice.warnings == ()


def test_french_labels_and_a_sentence():
    advice = only(
        "Client : Dupont SA\nN° client : C-88\nRéférence du virement : VIR-55021\nMontant viré : 1 500,00 €\n"
        "Factures : F-2026-1, F-2026-2\n\nNous réglons 1.100,00 € sur la facture F-2026-1 et 400,00 € sur F-2026-2.\n"
        "Le reste de 50,25 € sur F-2026-2 est en litige.\n".replace("1 500", "1.500"),
        "EUR",
    )
    assert (advice.payer_name, advice.payer_number, advice.reference) == ("Dupont SA", "C-88", "VIR-55021")
    assert advice.amount == Money(1_500_00, "EUR")
    assert paid(advice) == {"F-2026-1": 1_100_00, "F-2026-2": 400_00}
    assert advice.lines[1].deduction == Money(50_25, "EUR")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amount: 90.00\nInvoices:\nR-10 40.00\nR-11 50.00\n", {"R-10": 40_00, "R-11": 50_00}),
        ("Invoices: R-10 ($40.00), R-11 ($50.00)\n", {"R-10": 40_00, "R-11": 50_00}),
        ("Total paid $90.00\nInvoice R-10 $40.00\nInvoice R-11 $50.00\n", {"R-10": 40_00, "R-11": 50_00}),
        ("| Invoice | Date | Net amount |\n|---|---|---|\n"
         "| R-10 | 09/01/2026 | 40.00 |\n| R-11 | 09/02/2026 | 50.00 |\n",
         {"R-10": 40_00, "R-11": 50_00}),
        ("Invoice Date Gross Discount Net\n4711 09/01/2026 41.00 1.00 40.00\n4712 09/02/2026 50.00 0.00 50.00\n",
         {"4711": 40_00, "4712": 50_00}),
        ("Invoice: R-10\nAmount: 40.00\nInvoice: R-11\nAmount: 50.00\nTotal: 90.00\n", {"R-10": 40_00, "R-11": 50_00}),
        ("Remitting: $90.00\nInvoices: R-10, R-11\nWe pay $40.00 on R-10.\n", {"R-10": 40_00, "R-11": 50_00}),
        ("Amount paid: 90.00\nInvoices: R-10 and R-11\n", {"R-10": None, "R-11": None}),
        ("We have paid 90.00 USD today for invoices R-10 and R-11.\nAmount: 90.00\n", {"R-10": None, "R-11": None}),
        ("Virement d'un montant de 2 380,00 € :\nFacture F2026-1 : 1 190,00 €\nFacture F2026-2 : 1 190,00 €\n",
         {"F2026-1": 1_190_00, "F2026-2": 1_190_00}),
        ("Amount: 90.00-\nInvoices: INV 10530\n", {"INV 10530": 90_00}),
        ("Wir haben heute Rechnung Nr. 4711 mit 90,00 EUR bezahlt.\n", {"4711": 90_00}),
    ],
    ids=["list", "brackets", "labels", "pipes", "single spaces", "one by one", "rest", "sum only", "prose",
         "spaces", "minus", "german"],
)  # fmt: skip
def test_documents_and_what_is_paid_on_them(text: str, expected: dict[str, int | None]):
    assert paid(only(text)) == expected


def test_what_a_sentence_reckons_is_paid_and_a_discount_is_none_of_the_deductions():
    advice = only(
        "Remitting: $7,713.40\nInvoices: R-10, R-11\nDeduction: $112.00 early-pay discount 2% on R-10\n"
        "We took 2% on R-10 ($5,600.00 less $112.00 = $5,488.00) and paid R-11 in full ($2,225.40).\n"
    )
    assert paid(advice) == {"R-10": 5_488_00, "R-11": 2_225_40}
    assert (advice.lines[0].discount, advice.lines[0].deduction) == (Money(112_00, "USD"), None)


def test_a_letter_with_a_trace_and_orders():
    advice = only(
        "Hello,\n\nwe sent an ACH payment of $22,333.33 (trace 021000021234567) for:\n\n"
        "  Invoice #R-570    PO PO-09    $15,000.00\n  Invoice #R-571    PO PO-10     $7,333.33\n\nJane, +1 555 0100\n"
    )
    assert (advice.reference, advice.amount) == ("021000021234567", Money(22_333_33, "USD"))
    assert [(line.document_number, line.purchase_order) for line in advice.lines] == [
        ("R-570", "PO-09"), ("R-571", "PO-10"),
    ]  # fmt: skip
    assert paid(advice) == {"R-570": 15_000_00, "R-571": 7_333_33}


def test_a_discount_of_all_documents_is_told_before_the_sum():
    advice = only(
        "R-10 vom 01.08.2026   1.190,00 EUR\nR-11 vom 03.08.2026     595,00 EUR\n"
        "abzüglich 3% Skonto     53,55 EUR\nGesamtbetrag         1.731,45 EUR\n",
        "EUR",
    )
    assert paid(advice) == {"R-10": 1_190_00, "R-11": 595_00, "": None}
    assert (advice.lines[2].discount, advice.amount) == (Money(53_55, "EUR"), Money(1_731_45, "EUR"))
    assert advice.warnings == ()


def test_the_total_of_a_table_is_that_of_what_is_paid():
    advice = only("Inv #  Amount  Disc  Paid\nR-10  $300.00  $0.00  $300.00\nR-11  $210.00  $10.00  $200.00\n"
                  "Total  $510.00  $10.00  $500.00\n")  # fmt: skip
    assert (advice.amount, advice.warnings) == (Money(500_00, "USD"), ())
    assert paid(advice) == {"R-10": 300_00, "R-11": 200_00}


def test_a_payment_of_which_only_a_sentence_tells():
    assert only("We transferred $500.00 to you today.\n").amount == Money(500_00, "USD")


def test_a_deduction_is_of_the_document_that_it_names():
    advice = only(
        "Remitting: $150.00\nInvoices: R-10, R-11\nDeduction: $20.00 broken glass, invoice R-11\n"
        "Please apply $70.00 to R-10 and $80.00 to R-11.\n"
    )
    assert paid(advice) == {"R-10": 70_00, "R-11": 80_00}
    assert (advice.lines[1].deduction, advice.lines[1].reason) == (Money(20_00, "USD"), "broken glass, invoice R-11")


def test_a_deduction_of_none_of_several_documents_stands_for_itself():
    advice = only("Remitting: 130.00\nInvoices: R-10 70.00, R-11 80.00\nAbzug: 20.00 wegen Fracht\n")
    assert [line.document_number for line in advice.lines] == ["R-10", "R-11", ""]
    assert (advice.lines[2].deduction, advice.lines[2].reason) == (Money(20_00, "USD"), "Fracht")


def test_nothing_of_an_account_or_document_is_made_up():
    advice = only("Payer: APEX\nAccount: \nCheck number: 904418\nCheck amount: 2000.00\nInvoices: \nPO: \nMemo: none\n")
    assert (advice.payer_name, advice.payer_number, advice.lines) == ("APEX", "", ())
    assert (advice.reference, advice.amount) == ("904418", Money(2_000_00, "USD"))


def test_an_order_alone_is_told():
    assert only("Remitting: 5.00\nPO: PO-77\n").lines == (AdvisedLine(purchase_order="PO-77"),)


def test_several_payments_are_as_many_advices():
    text = (
        "LOCKBOX\nDeposit date: 2026-09-18\nPayer: Anna Ltd\nCheck number: 100001\nCheck amount: 5.00\n"
        "Invoices: R-1\n\nLOCKBOX\nDeposit date: 2026-09-19\nPayer: Bert Ltd\nCheck number: 100002\n"
        "Check amount: 7.00\nInvoices: R-2\n"
    )
    found = [(each.payer_name, each.reference, each.paid_date, paid(each)) for each in read(text)]
    assert found == [
        ("Anna Ltd", "100001", date(2026, 9, 18), {"R-1": 5_00}),
        ("Bert Ltd", "100002", date(2026, 9, 19), {"R-2": 7_00}),
    ]


def test_what_is_quoted_counts_where_nothing_else_is_said():
    assert paid(only("> Amount: 5.00\n> Invoice: R-1\n")) == {"R-1": 5_00}
    assert paid(only("Amount: 7.00\nInvoice: R-2\n> Amount: 5.00\n> Invoice: R-1\n")) == {"R-2": 7_00}


def test_a_sum_that_differs_is_a_warning():
    advice = only("Amount: 100.00\nR-1  40.00\nR-2  50.00\n")
    assert advice.warnings == ("The payment is over 100.00 USD, and its documents come to 90.00 USD.",)


@pytest.mark.parametrize(
    ("text", "currency"),
    [("Amount: 5.00 EUR", "EUR"), ("Amount: €5.00", "EUR"), ("Amount: $5.00", "CAD"), ("Amount: 5.00", "CAD"),
     ("Currency: GBP\nAmount: 5.00", "GBP")],
)  # fmt: skip
def test_the_currency_is_the_one_that_is_told(text: str, currency: str):
    assert only(text, "CAD").amount == Money(5_00, currency)


@pytest.mark.parametrize("text", ["Dear Sirs,\nwe will pay soon.\n", "Call us at +49 30 123456.\n", "Payer: Anna\n"])
def test_a_text_that_tells_nothing_is_refused(text: str):
    with pytest.raises(RemittanceTellsNothing):
        read(text)


def test_a_text_without_end_is_refused():
    with pytest.raises(RemittanceIsTooLarge):
        read("Amount: 5.00\n" * 100_000)
