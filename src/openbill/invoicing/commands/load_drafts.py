"""Read drafts as values, ready to be priced: with their lines, entity, terms and corrected document."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from pydantic import TypeAdapter

from openbill.foundation.context import Context
from openbill.invoicing.types import DocumentKind, PaymentTerms
from openbill.ledger.queries.posting_dates import BOOKS_OPEN_ON

TERMS = TypeAdapter(PaymentTerms)


@dataclass(frozen=True, slots=True)
class DraftLine:
    tax_code_id: UUID
    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the database has it; `opens_on` is the first open day of the entity's books, None for any."""

    id: UUID
    state: str
    number: str | None
    kind: DocumentKind
    legal_entity_id: UUID
    legal_entity: str
    entity_currency: str
    entity_country: str
    time_zone: str
    books: str
    opens_on: date | None
    customer_id: UUID
    currency: str
    document_date: date | None
    terms: PaymentTerms | None
    terms_days: int | None
    discount_percent: Decimal
    corrects_id: UUID | None
    corrected_date: date | None
    lines: tuple[DraftLine, ...]


def load_drafts(invoice_ids: Sequence[UUID], document_date: date | None, *, context: Context) -> dict[UUID, Draft]:
    """Lock the documents of these identifiers in key order and read them; those that there are.

    The terms of a draft without a date are those of `document_date`, or of today in its entity's time zone.
    """
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "ids": list(invoice_ids),
        "document_date": document_date,
        "at": context.at,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            # What is corrected is locked as well: two credit notes for it wait for each other.
            "SELECT FROM invoice WHERE organization_id = %(organization)s AND (id = ANY(%(ids)s) OR id IN ("
            " SELECT corrects_id FROM invoice WHERE organization_id = %(organization)s AND id = ANY(%(ids)s)))"
            " ORDER BY organization_id, id FOR NO KEY UPDATE",
            parameters,
        )
        cursor.execute(
            """
            SELECT invoice_id, tax_code_id, quantity, unit_price, discount_percent FROM invoice_line
            WHERE organization_id = %(organization)s AND invoice_id = ANY(%(ids)s) ORDER BY invoice_id, position
            """,
            parameters,
        )
        lines: dict[UUID, list[DraftLine]] = defaultdict(list)
        for invoice_id, *line in cursor.fetchall():
            lines[invoice_id].append(DraftLine(*line))
        cursor.execute(_DRAFTS, parameters)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    definitions: dict[UUID, PaymentTerms] = {}
    return {row["id"]: _draft(row, lines, definitions) for row in rows}


def _draft(row: dict[str, Any], lines: dict[UUID, list[DraftLine]], definitions: dict[UUID, PaymentTerms]) -> Draft:
    terms_id, definition = row.pop("terms_id"), row.pop("definition")
    if terms_id is not None and terms_id not in definitions:
        definitions[terms_id] = TERMS.validate_json(definition)
    row["kind"] = DocumentKind(row["kind"])
    return Draft(**row, terms=definitions.get(terms_id), lines=tuple(lines.get(row["id"], ())))


# The terms stated on the draft, else the customer's on the day, else the days of the customer.
_DRAFTS = f"""
    SELECT invoice.id, invoice.state, invoice.number, invoice.kind, invoice.legal_entity_id,
           entity.name AS legal_entity, entity.currency AS entity_currency, entity.country AS entity_country,
           entity.time_zone, entity.books, books.opens_on, invoice.customer_id, invoice.currency,
           invoice.document_date, terms.id AS terms_id, terms.definition::text, customer.terms_days,
           invoice.discount_percent, invoice.corrects_id, corrected.document_date AS corrected_date
    FROM invoice
    LEFT JOIN invoice corrected
      ON corrected.organization_id = invoice.organization_id AND corrected.id = invoice.corrects_id
    JOIN legal_entity entity
      ON entity.organization_id = invoice.organization_id AND entity.id = invoice.legal_entity_id
    JOIN {BOOKS_OPEN_ON} AS books ON books.legal_entity_id = entity.id
    JOIN customer ON customer.organization_id = invoice.organization_id AND customer.id = invoice.customer_id
    LEFT JOIN LATERAL (
        SELECT terms_id FROM customer_terms own
        WHERE own.organization_id = invoice.organization_id AND own.customer_id = invoice.customer_id
          AND own.valid_from <= coalesce(invoice.document_date, %(document_date)s::date,
                                         (%(at)s::timestamptz AT TIME ZONE entity.time_zone)::date)
        ORDER BY own.valid_from DESC LIMIT 1
    ) AS own ON true
    LEFT JOIN payment_terms terms
      ON terms.organization_id = invoice.organization_id AND terms.id = coalesce(invoice.terms_id, own.terms_id)
    WHERE invoice.organization_id = %(organization)s AND invoice.id = ANY(%(ids)s)
"""
