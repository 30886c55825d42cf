"""Sheets of an invented firm for tests: whole ones, to be varied by `replace`."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from openbill.documents.types import (
    Activity,
    ActivityRow,
    AgePart,
    DuePart,
    InvoiceLine,
    InvoiceSheet,
    InvoiceTotals,
    LetterSheet,
    OpenItems,
    OpenRow,
    PaymentDetails,
    Recipient,
    Seller,
    StatementSheet,
    TaxRow,
)
from openbill.primitives.money import Money

HARTMANN = Seller(
    name="Hartmann Fasteners GmbH",
    address_lines=("Industriestraße 41", "70565 Stuttgart", "Germany"),
    vat_number="DE811907980",
    registration="Amtsgericht Stuttgart HRB 741852\nGeschäftsführung: Dr. Anna Hartmann, Jörg Weiß",
    email="billing@hartmann-fasteners.example",
    phone="+49 711 9018200",
    website="www.hartmann-fasteners.example",
)
KILBRIDE = Recipient(
    name="Kilbride Marine Services Ltd",
    attention="Niamh O’Sullivan",
    address_lines=("Unit 7, Harbour Business Park", "Rosslare Harbour", "Co. Wexford Y35 A2D4", "Ireland"),
    customer_number="10428",
    vat_number="IE6388047V",
)
LINES = (
    InvoiceLine(
        position="1",
        description="Hexagon bolt M12 × 80, A4-80\nDIN 931, stainless steel, box of 100\nDelivery note 88213",
        quantity=Decimal(40),
        unit="box",
        unit_price=Decimal("118.50"),
        discount_percent=Decimal("12.5"),
        tax_label="19%",
        net_minor=4_147_50,
    ),
    InvoiceLine(
        position="2",
        description="Locking washer M12\nWedge pair, zinc flake",
        quantity=Decimal("2500"),
        unit="pcs",
        unit_price=Decimal("0.184"),
        tax_label="19%",
        net_minor=460_00,
    ),
    InvoiceLine(
        position="3",
        description="Certificate 3.1 (EN 10204)",
        quantity=Decimal(1),
        unit_price=Decimal("35"),
        tax_label="19%",
        net_minor=35_00,
    ),
)
PAYMENT = PaymentDetails(
    account_holder="Hartmann Fasteners GmbH",
    bank="Commerzbank Stuttgart",
    iban="DE89370400440532013000",
    bic="COBADEFFXXX",
    reference="RF94202610428",
    amount=Money(5_524_58, "EUR"),
)


def an_invoice(**details: Any) -> InvoiceSheet:
    """An invoice of three lines over 5,524.58 EUR."""
    return replace(
        InvoiceSheet(
            language="en",
            currency="EUR",
            seller=HARTMANN,
            buyer=KILBRIDE,
            number="2026-10428",
            document_date=date(2026, 11, 24),
            service_from=date(2026, 11, 20),
            due=(DuePart(due_date=date(2026, 12, 24), amount_minor=5_524_58),),
            buyer_reference="PO 4500-7781",
            text_before="Thank you for your order. We delivered the following goods:",
            text_after="Goods remain our property until they are paid in full.",
            lines=LINES,
            totals=InvoiceTotals(
                net_minor=4_642_50,
                taxes=(TaxRow(label="VAT", rate_percent=Decimal(19), base_minor=4_642_50, tax_minor=882_08),),
                gross_minor=5_524_58,
                due_minor=5_524_58,
            ),
            payment=PAYMENT,
        ),
        **details,
    )


OPEN_ROWS = (
    OpenRow(
        description="Invoice",
        document_number="2026-10117",
        document_date=date(2026, 8, 12),
        due_date=date(2026, 9, 11),
        amount_minor=12_480_00,
        open_minor=7_480_00,
        days_late=74,
    ),
    OpenRow(
        description="Invoice",
        document_number="2026-10233",
        document_date=date(2026, 9, 30),
        due_date=date(2026, 10, 30),
        amount_minor=3_214_90,
        open_minor=3_214_90,
        days_late=25,
    ),
    OpenRow(
        description="Invoice",
        document_number="2026-10428",
        document_date=date(2026, 11, 24),
        due_date=date(2026, 12, 24),
        amount_minor=5_524_58,
        open_minor=5_524_58,
    ),
)


def a_statement(**details: Any) -> StatementSheet:
    """A statement of three invoices and a credit."""
    credit = OpenRow(
        description="Payment",
        document_number="PAY-000812",
        document_date=date(2026, 11, 2),
        due_date=None,
        amount_minor=-500_00,
        open_minor=-500_00,
    )
    return replace(
        StatementSheet(
            language="en",
            seller=HARTMANN,
            customer=KILBRIDE,
            as_of_date=date(2026, 11, 24),
            parts=(
                OpenItems(
                    currency="EUR",
                    rows=(*OPEN_ROWS, credit),
                    total_minor=15_719_48,
                    ages=(
                        AgePart(first_day=None, last_day=None, amount_minor=5_524_58),
                        AgePart(first_day=1, last_day=30, amount_minor=3_214_90),
                        AgePart(first_day=31, last_day=60, amount_minor=0),
                        AgePart(first_day=61, last_day=90, amount_minor=7_480_00),
                        AgePart(first_day=91, last_day=None, amount_minor=0),
                    ),
                    unapplied_minor=-500_00,
                ),
            ),
        ),
        **details,
    )


def an_activity(**details: Any) -> Activity:
    """Two months of one account."""
    rows = (
        ActivityRow(
            date=date(2026, 10, 9),
            description="Payment",
            document_number="PAY-000790",
            amount_minor=-5_000_00,
            balance_minor=7_480_00,
        ),
        ActivityRow(
            date=date(2026, 11, 24),
            description="Invoice",
            document_number="2026-10428",
            amount_minor=5_524_58,
            balance_minor=13_004_58,
        ),
    )
    return replace(
        Activity(
            currency="EUR",
            from_date=date(2026, 10, 1),
            opening_minor=12_480_00,
            rows=rows,
            closing_minor=13_004_58,
        ),
        **details,
    )


def a_letter(**details: Any) -> LetterSheet:
    """A reminder of two late invoices."""
    return replace(
        LetterSheet(
            language="en",
            currency="EUR",
            sender=HARTMANN,
            recipient=KILBRIDE,
            letter_date=date(2026, 11, 24),
            subject="Two invoices are past their due date",
            paragraphs_before=(
                "Dear Niamh O’Sullivan,",
                "we are sure that it slipped by: the invoices below are due and, as far as we can see, not paid.",
            ),
            documents=OPEN_ROWS[:2],
            total_minor=10_694_90,
            paragraphs_after=(
                "Please transfer the total by 3 December 2026."
                " If you have paid in the last days, please forget this letter.",
            ),
            payment=replace(PAYMENT, amount=Money(10_694_90, "EUR"), reference="10428"),
            closing="Kind regards",
            signed_by="Maria Lenz",
            signed_as="Accounts receivable",
        ),
        **details,
    )
