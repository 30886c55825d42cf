"""Several documents at a glance: whose, over how much, due when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document; `due_date` is that of its last part, None where nothing is owed. A draft has no number."""

    id: UUID
    number: str
    kind: str
    customer_name: str
    document_date: date | None
    due_date: date | None
    gross_minor: int
    currency: str


def summaries_of_documents(invoice_ids: Iterable[UUID]) -> list[DocumentSummary]:
    """Those of the documents that there are, drafts last, by number."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT invoice.id, coalesce(invoice.number, ''), invoice.kind, customer.name, invoice.document_date,
                   (SELECT max(item.due_date) FROM invoice_item part
                    JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.item_id
                    WHERE part.organization_id = invoice.organization_id AND part.invoice_id = invoice.id),
                   invoice.gross_minor, invoice.currency
            FROM invoice
            JOIN customer ON customer.organization_id = invoice.organization_id AND customer.id = invoice.customer_id
            WHERE invoice.organization_id = %(organization)s AND invoice.id = ANY(%(invoices)s::uuid[])
            ORDER BY invoice.number, invoice.id
            """,
            {"organization": current_organization_id(), "invoices": identifier_array(invoice_ids)},
        )
        return [DocumentSummary(*row) for row in cursor.fetchall()]
