"""Drafts and issued documents one after another, from behind a place on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.types import DocumentKind


@dataclass(frozen=True, slots=True)
class DocumentInOrder:
    """A document as a list shows it; a draft has no number, and its figures are those of its lines."""

    id: UUID
    kind: DocumentKind
    state: str
    number: str | None
    legal_entity_id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    currency: str
    document_date: date | None
    net_minor: int
    tax_minor: int
    gross_minor: int
    corrects_id: UUID | None


@dataclass(frozen=True, slots=True)
class DocumentsWanted:
    """Which documents are asked for; None asks for all."""

    customer_id: UUID | None = None
    kind: DocumentKind | None = None
    state: str | None = None
    number: str | None = None
    currency: str | None = None
    from_date: date | None = None
    to_date: date | None = None


def documents_in_order(wanted: DocumentsWanted, *, after: UUID | None = None, limit: int = 50) -> list[DocumentInOrder]:
    """Documents, the last drafted first; `after` is the last one seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT invoice.id, invoice.kind, invoice.state, invoice.number, invoice.legal_entity_id,
                   customer.id, customer.number, customer.name, invoice.currency, invoice.document_date,
                   invoice.net_minor, invoice.tax_minor, invoice.gross_minor, invoice.corrects_id
            FROM invoice
            JOIN customer owner ON owner.organization_id = invoice.organization_id AND owner.id = invoice.customer_id
            JOIN customer ON customer.organization_id = owner.organization_id
             AND customer.id = {shown_as("owner")}
            WHERE invoice.organization_id = %(organization)s
              AND (%(customer)s::uuid IS NULL OR customer.id = %(customer)s)
              AND (%(kind)s::text IS NULL OR invoice.kind = %(kind)s)
              AND (%(state)s::text IS NULL OR invoice.state = %(state)s)
              AND (%(number)s::text IS NULL OR invoice.number = %(number)s)
              AND (%(currency)s::text IS NULL OR invoice.currency = %(currency)s)
              AND (%(from_date)s::date IS NULL OR invoice.document_date >= %(from_date)s)
              AND (%(to_date)s::date IS NULL OR invoice.document_date <= %(to_date)s)
              AND (%(after)s::uuid IS NULL OR invoice.id < %(after)s)
            ORDER BY invoice.id DESC
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "customer": wanted.customer_id,
                "kind": wanted.kind,
                "state": wanted.state,
                "number": wanted.number,
                "currency": wanted.currency,
                "from_date": wanted.from_date,
                "to_date": wanted.to_date,
                "after": after,
                "limit": limit,
            },
        )
        return [DocumentInOrder(row[0], DocumentKind(row[1]), *row[2:]) for row in cursor.fetchall()]
