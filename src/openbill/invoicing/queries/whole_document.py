"""One document: what it says, what it came to, and which documents correct it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection

from openbill.customers.queries.with_merged import shown_customers
from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.errors import InvoiceUnknown
from openbill.invoicing.models import Invoice
from openbill.invoicing.types import DocumentKind


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line as it is billed; `net_minor` in minor units of the document's currency."""

    position: int
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount_percent: Decimal
    tax_code: str
    tax_label: str
    net_minor: int


@dataclass(frozen=True, slots=True)
class DocumentTax:
    """What is taxed at one rate, and the tax on it; drafts have none yet."""

    tax_code: str
    label: str
    percent: Decimal
    base_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of an issued document that falls due by itself, and what of it is open."""

    number: int
    item_id: UUID
    due_date: date
    amount_minor: int
    open_minor: int


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """A document that corrects this one, or that this one corrects."""

    id: UUID
    number: str
    kind: str
    state: str
    document_date: date | None
    gross_minor: int


@dataclass(frozen=True, slots=True)
class DocumentDetails:
    """A draft or an issued document; the figures of a draft are nothing until it is issued.

    `customer_id` is the customer under whose name it is shown; number and terms are blank where there are none yet.
    Amounts are positive for credit notes too.
    """

    id: UUID
    kind: DocumentKind
    state: str
    number: str
    customer_id: UUID
    legal_entity_id: UUID
    currency: str
    document_date: date | None
    service_from: date | None
    service_to: date | None
    terms: str
    discount_percent: Decimal
    buyer_reference: str
    text_before: str
    text_after: str
    discount_minor: int
    net_minor: int
    tax_minor: int
    gross_minor: int
    reference: str
    issued_at: datetime | None
    lines: tuple[DocumentLine, ...]
    taxes: tuple[DocumentTax, ...]
    instalments: tuple[Instalment, ...]
    corrects: RelatedDocument | None
    corrections: tuple[RelatedDocument, ...]

    @property
    def item_ids(self) -> tuple[UUID, ...]:
        """The items that it is owed by."""
        return tuple(each.item_id for each in self.instalments)


_FIELDS = (
    "id", "state", "legal_entity_id", "currency", "document_date", "service_from", "service_to",
    "discount_percent", "buyer_reference", "text_before", "text_after", "discount_minor", "net_minor", "tax_minor",
    "gross_minor", "reference", "issued_at",
)  # fmt: skip


def whole_document(invoice_id: UUID) -> DocumentDetails:
    """A document with its lines and taxes. Raises InvoiceUnknown."""
    documents = Invoice.objects.filter(organization_id=current_organization_id()).select_related("terms")
    document = documents.filter(id=invoice_id).first()
    if document is None:
        raise InvoiceUnknown(invoice_id=invoice_id)
    corrected = documents.filter(id=document.corrects_id).first() if document.corrects_id else None
    lines, taxes, instalments = _parts(invoice_id)
    return DocumentDetails(
        **{name: getattr(document, name) for name in _FIELDS},
        kind=DocumentKind(document.kind),
        number=document.number or "",
        customer_id=shown_customers([document.customer_id])[document.customer_id],
        terms=document.terms.code if document.terms else "",
        lines=lines,
        taxes=taxes,
        instalments=instalments,
        corrects=_related(corrected) if corrected else None,
        corrections=tuple(map(_related, documents.filter(corrects_id=invoice_id).order_by("id"))),
    )


def _related(document: Invoice) -> RelatedDocument:
    return RelatedDocument(
        document.id, document.number or "", document.kind, document.state, document.document_date, document.gross_minor
    )


def _parts(invoice_id: UUID) -> tuple[tuple[DocumentLine, ...], tuple[DocumentTax, ...], tuple[Instalment, ...]]:
    parameters = {"organization": current_organization_id(), "invoice": invoice_id}
    with connection.cursor() as cursor:
        cursor.execute(_LINES, parameters)
        lines = tuple(DocumentLine(*row) for row in cursor.fetchall())
        cursor.execute(_TAXES, parameters)
        taxes = tuple(DocumentTax(*row) for row in cursor.fetchall())
        cursor.execute(_INSTALMENTS, parameters)
        return lines, taxes, tuple(Instalment(*row) for row in cursor.fetchall())


_LINES = """
    SELECT line.position, line.description, line.quantity, line.unit, line.unit_price, line.discount_percent,
           tax_code.code, tax_code.label, line.net_minor
    FROM invoice_line line
    JOIN tax_code ON tax_code.organization_id = line.organization_id AND tax_code.id = line.tax_code_id
    WHERE line.organization_id = %(organization)s AND line.invoice_id = %(invoice)s ORDER BY line.position
"""

_TAXES = """
    SELECT tax_code.code, tax_code.label, tax.percent, tax.base_minor, tax.tax_minor
    FROM invoice_tax tax
    JOIN tax_code ON tax_code.organization_id = tax.organization_id AND tax_code.id = tax.tax_code_id
    WHERE tax.organization_id = %(organization)s AND tax.invoice_id = %(invoice)s ORDER BY tax.percent DESC, 1
"""

_INSTALMENTS = """
    SELECT part.instalment_number, item.id, item.due_date, item.amount_minor, item.open_minor
    FROM invoice_item part
    JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.item_id
    WHERE part.organization_id = %(organization)s AND part.invoice_id = %(invoice)s ORDER BY part.instalment_number
"""
