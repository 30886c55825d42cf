"""A letter prints its words, what it is about, and how to pay."""

from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.tests.reading import between, printed
from openbill.documents.tests.some_sheets import a_letter


def test_a_reminder_in_english():
    lines = printed(render_pdf(a_letter(our_reference="C-2026-311", enclosures=("Invoice 2026-10117", "Terms"))))
    assert between(lines, "Date 24 November 2026", "Enclosures: Invoice 2026-10117, Terms") == [
        "Date 24 November 2026",
        "Customer number 10428",
        "Our reference C-2026-311",
        "Two invoices are past their due date",
        "Dear Niamh O’Sullivan,",
        "we are sure that it slipped by: the invoices below are due and, as far as we can see, not paid.",
        "Document Date Due date Days late Open (EUR) To pay (EUR)",
        "Invoice 2026-10117 12 Aug 2026 11 Sept 2026 74 12,480.00 7,480.00",
        "Invoice 2026-10233 30 Sept 2026 30 Oct 2026 25 3,214.90 3,214.90",
        "Total EUR 10,694.90",
        "Please transfer the total by 3 December 2026. If you have paid in the last days, please forget this letter.",
        "Account holder Hartmann Fasteners GmbH",
        "IBAN DE89 3704 0044 0532 0130 00",
        "BIC COBADEFFXXX",
        "Bank Commerzbank Stuttgart",
        "Reference 10428",
        "Scan to pay",
        "Kind regards",
        "Maria Lenz",
        "Accounts receivable",
        "Enclosures: Invoice 2026-10117, Terms",
    ]


def test_a_reminder_in_german():
    lines = printed(
        render_pdf(
            a_letter(
                language="de",
                subject="Letzte Mahnung vor gerichtlichen Schritten",
                paragraphs_before=("Sehr geehrte Damen und Herren,", "trotz Mahnung ist offen:"),
                paragraphs_after=("Wir setzen Ihnen eine letzte Frist bis zum 8. Dezember 2026.",),
                closing="Mit freundlichen Grüßen",
            )
        )
    )
    assert between(lines, "Datum 24. November 2026", "Mit freundlichen Grüßen") == [
        "Datum 24. November 2026",
        "Kundennummer 10428",
        "Letzte Mahnung vor gerichtlichen Schritten",
        "Sehr geehrte Damen und Herren,",
        "trotz Mahnung ist offen:",
        "Beleg Datum Fällig am Tage überfällig Offen (EUR) Zu zahlen (EUR)",
        "Invoice 2026-10117 12.08.2026 11.09.2026 74 12.480,00 7.480,00",
        "Invoice 2026-10233 30.09.2026 30.10.2026 25 3.214,90 3.214,90",
        "Summe 10.694,90 EUR",
        "Wir setzen Ihnen eine letzte Frist bis zum 8. Dezember 2026.",
        "Kontoinhaber Hartmann Fasteners GmbH",
        "IBAN DE89 3704 0044 0532 0130 00",
        "BIC COBADEFFXXX",
        "Bank Commerzbank Stuttgart",
        "Verwendungszweck 10428",
        "Zahlen mit Code",
        "Mit freundlichen Grüßen",
    ]


def test_a_letter_without_documents_is_words_alone():
    sheet = a_letter(
        currency="",
        subject="",
        documents=(),
        total_minor=None,
        payment=None,
        paragraphs_before=("Dear all,", "thank you.\nTruly.\n\nSee you."),
        paragraphs_after=(),
    )
    lines = printed(render_pdf(sheet))
    assert between(lines, "Dear all,", "Kind regards") == [
        "Dear all,",
        "thank you.",
        "Truly.",
        "See you.",
        "Kind regards",
    ]
