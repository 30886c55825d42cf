"""Everything about one document: its lines, taxes and instalments."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.errors import InvoiceUnknown
from openbill.invoicing.types import DocumentKind


@dataclass(frozen=True, slots=True)
class LineDetails:
    position: int
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount_percent: Decimal
    tax_code: str
    net_minor: int


@dataclass(frozen=True, slots=True)
class TaxDetails:
    """What is taxed at one rate, and the tax on it; drafts have none yet."""

    tax_code: str
    percent: Decimal
    base_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class InstalmentDetails:
    """A part of an issued document that falls due by itself, and what of it is open."""

    number: int
    item_id: UUID
    due_date: date
    amount_minor: int
    open_minor: int


@dataclass(frozen=True, slots=True)
class DocumentWithInstalments:
    """A draft or an issued document; amounts are positive for credit notes too."""

    id: UUID
    kind: DocumentKind
    state: str
    number: str | None
    legal_entity_id: UUID
    customer_id: UUID
    currency: str
    document_date: date | None
    service_from: date | None
    service_to: date | None
    terms: str | None
    discount_percent: Decimal
    buyer_reference: str
    reference: str
    text_before: str
    text_after: str
    corrects_id: UUID | None
    discount_minor: int
    net_minor: int
    tax_minor: int
    gross_minor: int
    issued_at: datetime | None
    lines: tuple[LineDetails, ...]
    taxes: tuple[TaxDetails, ...]
    instalments: tuple[InstalmentDetails, ...]


_DOCUMENT = """
    SELECT invoice.id, invoice.kind, invoice.state, invoice.number, invoice.legal_entity_id, invoice.customer_id,
           invoice.currency, invoice.document_date, invoice.service_from, invoice.service_to, terms.code,
           invoice.discount_percent, invoice.buyer_reference, invoice.reference, invoice.text_before,
           invoice.text_after, invoice.corrects_id, invoice.discount_minor, invoice.net_minor, invoice.tax_minor,
           invoice.gross_minor, invoice.issued_at
    FROM invoice
    LEFT JOIN payment_terms terms ON terms.organization_id = invoice.organization_id AND terms.id = invoice.terms_id
    WHERE invoice.organization_id = %(organization)s AND invoice.id = %(invoice)s
"""
_LINES = """
    SELECT line.position, line.description, line.quantity, line.unit, line.unit_price, line.discount_percent,
           tax_code.code, line.net_minor
    FROM invoice_line line
    JOIN tax_code ON tax_code.organization_id = line.organization_id AND tax_code.id = line.tax_code_id
    WHERE line.organization_id = %(organization)s AND line.invoice_id = %(invoice)s
    ORDER BY line.position
"""
_TAXES = """
    SELECT tax_code.code, tax.percent, tax.base_minor, tax.tax_minor
    FROM invoice_tax tax
    JOIN tax_code ON tax_code.organization_id = tax.organization_id AND tax_code.id = tax.tax_code_id
    WHERE tax.organization_id = %(organization)s AND tax.invoice_id = %(invoice)s
    ORDER BY tax_code.code
"""
_INSTALMENTS = """
    SELECT part.instalment_number, item.id, item.due_date, item.amount_minor, item.open_minor
    FROM invoice_item part
    JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.item_id
    WHERE part.organization_id = %(organization)s AND part.invoice_id = %(invoice)s
    ORDER BY part.instalment_number
"""


def document_with_instalments(invoice_id: UUID) -> DocumentWithInstalments:
    """A document of any kind. Raises InvoiceUnknown."""
    asked = {"organization": current_organization_id(), "invoice": invoice_id}
    with connection.cursor() as cursor:
        cursor.execute(_DOCUMENT, asked)
        found = cursor.fetchone()
        if found is None:
            raise InvoiceUnknown(invoice_id=invoice_id)
        cursor.execute(_LINES, asked)
        lines = tuple(LineDetails(*row) for row in cursor.fetchall())
        cursor.execute(_TAXES, asked)
        taxes = tuple(TaxDetails(*row) for row in cursor.fetchall())
        cursor.execute(_INSTALMENTS, asked)
        instalments = tuple(InstalmentDetails(*row) for row in cursor.fetchall())
    return DocumentWithInstalments(*(found[0], DocumentKind(found[1]), *found[2:], lines, taxes, instalments))
