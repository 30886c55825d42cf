"""Issued documents as sheets, ready to be rendered."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.documents.queries.senders import Sender, senders
from openbill.documents.types import (
    DocumentDiscount,
    DuePart,
    EarlyPayment,
    InvoiceKind,
    InvoiceLine,
    InvoiceSheet,
    InvoiceTotals,
    TaxRow,
)
from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.policies.document_words import document_words
from openbill.primitives.money import Money
from openbill.receivables.queries.addressees import Addressee, addressees

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SheetOfInvoice:
    """The sheet of an issued document, in the language of its customer."""

    invoice_id: UUID
    sheet: InvoiceSheet


def invoice_sheets(invoice_ids: Sequence[UUID]) -> Iterator[SheetOfInvoice]:
    """The sheets of the issued documents among these, in the order of their numbers.

    As they were issued: what was paid since does not stand on them.
    """
    parameters: dict[str, Any] = {"organization": current_organization_id(), "ids": list(invoice_ids)}
    documents = _rows(_DOCUMENTS, parameters)
    lines, taxes, parts, offers = (_by_invoice(_rows(sql, parameters)) for sql in (_LINES, _TAXES, _PARTS, _OFFERS))
    by_entity = senders()
    buyers = addressees({document["customer_id"] for document in documents})
    for document in documents:
        invoice_id = document["id"]
        yield SheetOfInvoice(
            invoice_id,
            _sheet(
                document,
                by_entity[document["legal_entity_id"]],
                buyers[document["customer_id"]],
                lines[invoice_id],
                taxes[invoice_id],
                parts[invoice_id],
                offers[invoice_id],
            ),
        )


def _sheet(
    document: Row,
    sender: Sender,
    addressee: Addressee,
    lines: list[Row],
    taxes: list[Row],
    parts: list[Row],
    offers: list[Row],
) -> InvoiceSheet:
    language, currency = addressee.language or "en", document["currency"]
    words = document_words(language)
    is_credit = document["kind"] == "credit_note"
    return InvoiceSheet(
        kind=InvoiceKind(document["kind"]),
        language=language,
        currency=currency,
        seller=sender.seller(language),
        buyer=addressee.recipient(home_country=sender.entity.country, language=language),
        number=document["number"],
        document_date=document["document_date"],
        lines=tuple(_line(line) for line in lines),
        totals=_totals(document, lines, taxes),
        service_from=document["service_from"],
        service_to=document["service_to"],
        due=() if is_credit else tuple(DuePart(due_date=p["due_date"], amount_minor=p["amount_minor"]) for p in parts),
        early_payments=tuple(_early(offer, document) for offer in offers),
        buyer_reference=document["buyer_reference"],
        corrected_number=document["corrected_number"] or "",
        corrected_date=document["corrected_date"],
        text_before=document["text_before"],
        text_after=document["text_after"],
        tax_notes=tuple(dict.fromkeys(tax["note"] for tax in taxes if tax["note"])),
        rounding_note=words.rounding if len(lines) > 1 else "",
        payment=None if is_credit else sender.payment(document["reference"], Money(document["gross_minor"], currency)),
    )


def _line(line: Row) -> InvoiceLine:
    return InvoiceLine(
        position=str(line["position"]),
        description=line["description"],
        quantity=line["quantity"].normalize(),
        unit=line["unit"],
        unit_price=line["unit_price"],
        discount_percent=line["discount_percent"] or None,
        tax_label=line["label"],
        net_minor=line["net_minor"],
    )


def _totals(document: Row, lines: list[Row], taxes: list[Row]) -> InvoiceTotals:
    discount = None
    if document["discount_minor"]:
        discount = DocumentDiscount(
            lines_minor=sum(line["net_minor"] for line in lines),
            discount_minor=document["discount_minor"],
            percent=document["discount_percent"],
        )
    return InvoiceTotals(
        net_minor=document["net_minor"],
        gross_minor=document["gross_minor"],
        due_minor=document["gross_minor"],
        discount=discount,
        taxes=tuple(
            TaxRow(
                label=tax["label"],
                base_minor=tax["base_minor"],
                tax_minor=tax["tax_minor"],
                # Many a label says its rate already: VAT 19 %.
                rate_percent=None if "%" in tax["label"] else tax["percent"],
            )
            for tax in taxes
        ),
    )


def _early(offer: Row, document: Row) -> EarlyPayment:
    return EarlyPayment(
        percent=offer["percent"],
        until_date=offer["until_date"],
        discount_minor=offer["amount_minor"],
        payable_minor=document["gross_minor"] - offer["amount_minor"],
    )


def _rows(statement: str, parameters: dict[str, Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _by_invoice(rows: list[Row]) -> dict[UUID, list[Row]]:
    grouped: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["invoice_id"]].append(row)
    return grouped


_DOCUMENTS = """
    SELECT invoice.*, corrected.number AS corrected_number, corrected.document_date AS corrected_date
    FROM invoice
    LEFT JOIN invoice corrected
      ON corrected.organization_id = invoice.organization_id AND corrected.id = invoice.corrects_id
    WHERE invoice.organization_id = %(organization)s AND invoice.id = ANY(%(ids)s) AND invoice.state = 'issued'
    ORDER BY invoice.number
"""
_LINES = """
    SELECT line.*, tax_code.label FROM invoice_line line
    JOIN tax_code ON tax_code.organization_id = line.organization_id AND tax_code.id = line.tax_code_id
    WHERE line.organization_id = %(organization)s AND line.invoice_id = ANY(%(ids)s)
    ORDER BY line.invoice_id, line.position
"""
_TAXES = """
    SELECT tax.*, tax_code.label, tax_code.note FROM invoice_tax tax
    JOIN tax_code ON tax_code.organization_id = tax.organization_id AND tax_code.id = tax.tax_code_id
    WHERE tax.organization_id = %(organization)s AND tax.invoice_id = ANY(%(ids)s)
    ORDER BY tax.invoice_id, tax.percent DESC, tax_code.code
"""
_PARTS = """
    SELECT part.invoice_id, item.original_due_date AS due_date, item.amount_minor FROM invoice_item part
    JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.item_id
    WHERE part.organization_id = %(organization)s AND part.invoice_id = ANY(%(ids)s)
    ORDER BY part.invoice_id, part.instalment_number
"""
_OFFERS = """
    SELECT part.invoice_id, offer.until_date, offer.amount_minor,
           round(100 * offer.amount_minor / item.amount_minor::numeric, 2) AS percent
    FROM invoice_item part
    JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.item_id
    JOIN discount_offer offer ON offer.organization_id = part.organization_id AND offer.item_id = part.item_id
    WHERE part.organization_id = %(organization)s AND part.invoice_id = ANY(%(ids)s)
    ORDER BY part.invoice_id, offer.until_date
"""
