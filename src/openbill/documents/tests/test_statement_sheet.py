"""A statement prints what is open, or how the balance came about, currency by currency."""

from openbill.documents.rendering.render_pdf import render_pdf
from openbill.documents.tests.reading import between, printed
from openbill.documents.tests.some_sheets import PAYMENT, a_statement, an_activity
from openbill.documents.types import OpenItems


def test_open_items_with_their_ages():
    lines = printed(render_pdf(a_statement(text_before="These items are open.", payment=PAYMENT)))
    assert between(lines, "As of 24 Nov 2026", "Account holder Hartmann Fasteners GmbH") == [
        "As of 24 Nov 2026",
        "Customer number 10428",
        "Your VAT number IE6388047V",
        "Statement of account 24 November 2026",
        "These items are open.",
        "Open items in EUR",
        "Document Date Due date Days late Amount (EUR) Open (EUR)",
        "Invoice 2026-10117 12 Aug 2026 11 Sept 2026 74 12,480.00 7,480.00",
        "Invoice 2026-10233 30 Sept 2026 30 Oct 2026 25 3,214.90 3,214.90",
        "Invoice 2026-10428 24 Nov 2026 24 Dec 2026 5,524.58 5,524.58",
        "Payment PAY-000812 2 Nov 2026 −500.00 −500.00",
        "Total open EUR 15,719.48",
        "Not due 1–30 days 31–60 days 61–90 days Over 90 days Unapplied",
        "5,524.58 3,214.90 0.00 7,480.00 0.00 −500.00",
        "Account holder Hartmann Fasteners GmbH",
    ]


def test_activity_in_two_currencies_in_german():
    dollars = an_activity(currency="USD", opening_minor=0, rows=(), closing_minor=0)
    lines = printed(render_pdf(a_statement(language="de", parts=(an_activity(), dollars))))
    assert between(lines, "Zeitraum 01.10.\u2009–\u200924.11.2026", "Saldo am 24. November 2026 0,00 USD") == [
        "Zeitraum 01.10.\u2009–\u200924.11.2026",
        "Kundennummer 10428",
        "Ihre USt-IdNr. IE6388047V",
        "Kontoauszug 24. November 2026",
        "Bewegungen in EUR",
        "Datum Beleg Betrag (EUR) Saldo (EUR)",
        "Saldo am 1. Oktober 2026 12.480,00",
        "09.10.2026 Payment PAY-000790 −5.000,00 7.480,00",
        "24.11.2026 Invoice 2026-10428 5.524,58 13.004,58",
        "Saldo am 24. November 2026 13.004,58 EUR",
        "Bewegungen in USD",
        "Datum Beleg Betrag (USD) Saldo (USD)",
        "Saldo am 1. Oktober 2026 0,00",
        "In diesem Zeitraum gab es keine Bewegungen.",
        "Saldo am 24. November 2026 0,00 USD",
    ]


def test_where_nothing_is_open_it_says_so():
    lines = printed(render_pdf(a_statement(parts=(OpenItems(currency="JPY", rows=(), total_minor=0),))))
    assert between(lines, "Open items in JPY", "Total open JPY 0") == [
        "Open items in JPY",
        "Document",
        "Nothing is open.",
        "Total open JPY 0",
    ]
