"""An invoice prints what its sheet says, in English and in German, and nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.tests.reading import between, paper_and_links, printed
from openbill.documents.tests.some_sheets import HARTMANN, KILBRIDE, LINES, PAYMENT, an_invoice
from openbill.documents.types import (
    DocumentDiscount,
    DuePart,
    EarlyPayment,
    InvoiceKind,
    InvoiceLine,
    InvoiceTotals,
    Paper,
    PaymentDetails,
    TaxRow,
)
from openbill.primitives.money import Money


def test_an_invoice_in_english():
    assert printed(render_pdf(an_invoice())) == [
        "Hartmann Fasteners GmbH",
        "Hartmann Fasteners GmbH · Industriestraße 41 · 70565 Stuttgart · Germany",
        "Kilbride Marine Services Ltd",
        "Attn. Niamh O’Sullivan",
        "Unit 7, Harbour Business Park",
        "Rosslare Harbour",
        "Co. Wexford Y35 A2D4",
        "Ireland",
        "Invoice number 2026-10428",
        "Invoice date 24 Nov 2026",
        "Service date 20 Nov 2026",
        "Due date 24 Dec 2026",
        "Customer number 10428",
        "Your reference PO 4500-7781",
        "Your VAT number IE6388047V",
        "Invoice 2026-10428",
        "Thank you for your order. We delivered the following goods:",
        "No. Description Quantity Unit price Discount Tax Amount (EUR)",
        "1 Hexagon bolt M12 × 80, A4-80",
        "DIN 931, stainless steel, box of 100",
        "Delivery note 88213",
        "40 box 118.50 12.5% 19% 4,147.50",
        "2 Locking washer M12",
        "Wedge pair, zinc flake",
        "2,500 pcs 0.184 19% 460.00",
        "3 Certificate 3.1 (EN 10204) 1 35.00 19% 35.00",
        "Net total 4,642.50",
        "VAT 19% on 4,642.50 882.08",
        "Total EUR 5,524.58",
        "Please pay EUR 5,524.58 by 24 December 2026",
        "Account holder Hartmann Fasteners GmbH",
        "IBAN DE89 3704 0044 0532 0130 00",
        "BIC COBADEFFXXX",
        "Bank Commerzbank Stuttgart",
        "Reference RF94 2026 1042 8 Scan to pay",
        "Goods remain our property until they are paid in full.",
        "Hartmann Fasteners GmbH",
        "Industriestraße 41",
        "70565 Stuttgart",
        "Germany",
        "+49 711 9018200",
        "billing@hartmann-fasteners.example",
        "www.hartmann-fasteners.example",
        "Amtsgericht Stuttgart HRB 741852",
        "Geschäftsführung: Dr. Anna Hartmann, Jörg",
        "Weiß",
        "VAT number DE811907980",
        "Page 1 of 1",
    ]


def test_an_invoice_in_german():
    lines = printed(render_pdf(an_invoice(language="de", text_before="Vielen Dank.", text_after="")))
    assert between(lines, "Rechnungsnummer 2026-10428", "Verwendungszweck RF94 2026 1042 8 Zahlen mit Code") == [
        "Rechnungsnummer 2026-10428",
        "Rechnungsdatum 24.11.2026",
        "Leistungsdatum 20.11.2026",
        "Fällig am 24.12.2026",
        "Kundennummer 10428",
        "Ihr Zeichen PO 4500-7781",
        "Ihre USt-IdNr. IE6388047V",
        "Rechnung 2026-10428",
        "Vielen Dank.",
        "Pos. Bezeichnung Menge Einzelpreis Rabatt Steuer Betrag (EUR)",
        "1 Hexagon bolt M12 × 80, A4-80",
        "DIN 931, stainless steel, box of 100",
        "Delivery note 88213",
        "40 box 118,50 12,5 % 19% 4.147,50",
        "2 Locking washer M12",
        "Wedge pair, zinc flake",
        "2.500 pcs 0,184 19% 460,00",
        "3 Certificate 3.1 (EN 10204) 1 35,00 19% 35,00",
        "Nettobetrag 4.642,50",
        "VAT 19 % auf 4.642,50 882,08",
        "Gesamtbetrag 5.524,58 EUR",
        "Bitte zahlen Sie 5.524,58 EUR bis zum 24. Dezember 2026",
        "Kontoinhaber Hartmann Fasteners GmbH",
        "IBAN DE89 3704 0044 0532 0130 00",
        "BIC COBADEFFXXX",
        "Bank Commerzbank Stuttgart",
        "Verwendungszweck RF94 2026 1042 8 Zahlen mit Code",
    ]
    assert "z. Hd. Niamh O’Sullivan" in lines
    assert lines[-2:] == ["USt-IdNr. DE811907980", "Seite 1 von 1"]


def test_a_language_without_labels_is_printed_in_english():
    assert render_pdf(an_invoice(language="it")) == render_pdf(an_invoice(language="en"))


def test_a_french_and_a_spanish_customer_read_their_own_language():
    french, spanish = (printed(render_pdf(an_invoice(language=language))) for language in ("fr-FR", "es"))
    assert "Merci de payer 5\u202f524,58 EUR au plus tard le 24 décembre 2026" in french
    assert "A pagar 5.524,58 EUR hasta el 24 de diciembre de 2026" in spanish
    assert (french[-1], spanish[-1]) == ("Page 1 sur 1", "Página 1 de 1")


def test_a_region_decides_how_figures_are_written():
    american = printed(render_pdf(an_invoice(language="en-US")))
    assert "Please pay EUR 5,524.58 by December 24, 2026" in american
    swiss = printed(render_pdf(an_invoice(language="de-CH")))
    assert "Gesamtbetrag EUR 5’524.58" in swiss


def test_a_credit_note_names_the_invoice_that_it_corrects_and_asks_for_nothing():
    lines = printed(
        render_pdf(
            an_invoice(
                language="de",
                kind=InvoiceKind.CREDIT_NOTE,
                number="2026-G-0017",
                corrected_number="2026-10428",
                corrected_date=date(2026, 11, 24),
                lines=LINES[2:],
                totals=InvoiceTotals(net_minor=35_00, gross_minor=35_00, due_minor=35_00),
                due=(),
                payment=None,
                text_before="",
                text_after="",
                tax_notes=("Steuerschuldnerschaft des Leistungsempfängers.",),
            )
        )
    )
    assert between(lines, "Belegnummer 2026-G-0017", "Hartmann Fasteners GmbH") == [
        "Belegnummer 2026-G-0017",
        "Belegdatum 24.11.2026",
        "Leistungsdatum 20.11.2026",
        "Kundennummer 10428",
        "Ihr Zeichen PO 4500-7781",
        "Ihre USt-IdNr. IE6388047V",
        "Rechnungskorrektur 2026-G-0017",
        "Zur Rechnung 2026-10428 vom 24. November 2026",
        "Pos. Bezeichnung Menge Einzelpreis Steuer Betrag (EUR)",
        "3 Certificate 3.1 (EN 10204) 1 35,00 19% 35,00",
        "Gutgeschriebener Betrag 35,00 EUR",
        "Steuerschuldnerschaft des Leistungsempfängers.",
        "Hartmann Fasteners GmbH",
    ]


def test_a_debit_note_of_an_invoice_whose_date_is_not_known():
    lines = printed(render_pdf(an_invoice(kind=InvoiceKind.DEBIT_NOTE, corrected_number="R-17")))
    assert between(lines, "Debit note 2026-10428", "For invoice R-17") == ["Debit note 2026-10428", "For invoice R-17"]


def test_sums_with_a_discount_two_rates_and_a_payment_on_account():
    totals = InvoiceTotals(
        discount=DocumentDiscount(lines_minor=4_886_84, discount_minor=244_34, percent=Decimal(5)),
        net_minor=4_642_50,
        taxes=(
            TaxRow(label="VAT", rate_percent=Decimal(19), base_minor=4_000_00, tax_minor=760_00),
            TaxRow(label="VAT reverse charge", base_minor=642_50, tax_minor=0),
        ),
        gross_minor=5_402_50,
        paid_minor=500_00,
        due_minor=4_902_50,
    )
    lines = printed(render_pdf(an_invoice(totals=totals, rounding_note="Tax is rounded once per rate.")))
    assert between(lines, "Sum of lines 4,886.84", "Please pay EUR 4,902.50 by 24 December 2026") == [
        "Sum of lines 4,886.84",
        "Discount 5% −244.34",
        "Net total 4,642.50",
        "VAT 19% on 4,000.00 760.00",
        "VAT reverse charge on 642.50 0.00",
        "Total EUR 5,402.50",
        "Already paid −500.00",
        "Amount due EUR 4,902.50",
        "Please pay EUR 4,902.50 by 24 December 2026",
    ]
    assert "Tax is rounded once per rate." in lines


def test_instalments_have_a_table_of_their_own_and_early_payment_a_sentence():
    sheet = an_invoice(
        service_from=date(2026, 11, 1),
        service_to=date(2026, 11, 30),
        due=(
            DuePart(due_date=date(2026, 12, 24), amount_minor=2_762_29),
            DuePart(due_date=date(2027, 1, 24), amount_minor=2_762_29),
        ),
        early_payments=(
            EarlyPayment(
                percent=Decimal(2), until_date=date(2026, 12, 4), discount_minor=110_49, payable_minor=5_414_09
            ),
        ),
    )
    lines = printed(render_pdf(sheet))
    assert "Service period 1–30 Nov 2026" in lines
    assert not [line for line in lines if line.startswith(("Due date 2", "Please pay EUR"))]
    assert between(lines, "Instalment Due date Amount (EUR)", "then EUR 5,414.09.") == [
        "Instalment Due date Amount (EUR)",
        "1 24 December 2026 2,762.29",
        "2 24 January 2027 2,762.29",
        "For payment by 4 December 2026 we grant 2% early-payment discount (EUR 110.49); the amount to pay is",
        "then EUR 5,414.09.",
    ]


def test_currencies_without_and_with_three_decimals():
    totals = InvoiceTotals(net_minor=1_234_567, gross_minor=1_234_567, due_minor=1_234_567)
    line = replace(LINES[2], net_minor=1_234_567, unit_price=Decimal("0.5"))
    yen = printed(render_pdf(an_invoice(currency="JPY", totals=totals, lines=(line,), payment=None)))
    assert "3 Certificate 3.1 (EN 10204) 1 0.5 19% 1,234,567" in yen
    assert "Total JPY 1,234,567" in yen
    dinar = printed(render_pdf(an_invoice(currency="BHD", totals=totals, lines=(line,), payment=None)))
    assert "3 Certificate 3.1 (EN 10204) 1 0.500 19% 1,234.567" in dinar


def test_letter_paper_and_a_link_for_who_pays_by_card():
    seller = replace(HARTMANN, paper=Paper.LETTER, accent_colour="#FFD500")
    payment = PaymentDetails(
        account_holder="Carter & Lowe Supply, Inc.",
        reference="2026-10428",
        pay_link="https://pay.example/i/2026-10428",
        amount=Money(5_524_58, "USD"),
    )
    pdf = render_pdf(an_invoice(language="en-US", currency="USD", seller=seller, payment=payment, due=()))
    assert paper_and_links(pdf) == ((612, 792), ["https://pay.example/i/2026-10428"])
    lines = printed(pdf)
    assert between(lines, "Please pay USD 5,524.58", "Pay online") == [
        "Please pay USD 5,524.58",
        "Account holder Carter & Lowe Supply, Inc.",
        "Reference 2026-10428",
        "Pay online",
    ]
    assert "Scan to pay" not in lines


def test_what_looks_like_markup_is_printed_as_it_is():
    text = '#panic() *bold* $x$ <label> @reference \\ "quoted" //no comment'
    lines = printed(render_pdf(an_invoice(text_before=text, buyer=replace(KILBRIDE, attention="#[A] -> B"))))
    assert text in lines
    assert "Attn. #[A] -> B" in lines


def test_an_invoice_without_anything_that_may_be_missing():
    sheet = an_invoice(
        seller=replace(HARTMANN, vat_number="", registration="", email="", phone="", website=""),
        buyer=replace(KILBRIDE, attention="", customer_number="", vat_number=""),
        service_from=None,
        due=(),
        buyer_reference="",
        text_before="",
        text_after="",
        lines=(InvoiceLine(description="", quantity=Decimal(1), unit_price=Decimal(0), net_minor=0),),
        totals=InvoiceTotals(net_minor=0, gross_minor=0, due_minor=0),
        payment=replace(PAYMENT, account_holder="", bank="", iban="", bic="", reference=""),
    )
    lines = printed(render_pdf(sheet))
    assert between(lines, "Invoice number 2026-10428", "Hartmann Fasteners GmbH") == [
        "Invoice number 2026-10428",
        "Invoice date 24 Nov 2026",
        "Invoice 2026-10428",
        "Description Quantity Unit price Amount (EUR)",
        "1 0.00 0.00",
        "Total EUR 0.00",
        "Hartmann Fasteners GmbH",
    ]
    without_lines = printed(render_pdf(replace(sheet, lines=())))
    assert between(without_lines, "Description", "Total EUR 0.00") == ["Description", "Total EUR 0.00"]
