"""The drafts that are not issued yet, the last one first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """A draft; `net_minor` is what its lines come to before tax, less the discount on the whole."""

    id: UUID
    kind: str
    customer_id: UUID
    customer_name: str
    document_date: date | None
    first_line: str
    lines: int
    currency: str
    net_minor: int


@dataclass(frozen=True, slots=True)
class DraftPage:
    """Some drafts, and how many there are of all that were asked for."""

    rows: tuple[ListedDraft, ...]
    count: int


def find_drafts(*, text: str = "", offset: int = 0, limit: int = 50) -> DraftPage:
    """A page of the drafts for the customers that a text names; of all where it is blank."""
    named = named_like(text)
    parameters = {
        **named.parameters,
        "organization": current_organization_id(),
        "offset": offset,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_CHOSEN.format(named=named.condition)}", parameters)
        (count,) = cursor.fetchone()
        cursor.execute(_PAGE.format(named=named.condition), parameters)
        return DraftPage(tuple(ListedDraft(*row) for row in cursor.fetchall()), count)


def drafts_in_order(*, text: str = "") -> list[UUID]:
    """All drafts for the customers that a text names, in the order in which they were drafted."""
    named = named_like(text)
    parameters = {**named.parameters, "organization": current_organization_id()}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT invoice.id FROM {_CHOSEN.format(named=named.condition)} ORDER BY invoice.id", parameters
        )
        return [row[0] for row in cursor.fetchall()]


_CHOSEN = """invoice
    JOIN customer ON customer.organization_id = %(organization)s AND customer.id = invoice.customer_id
    WHERE invoice.organization_id = %(organization)s AND invoice.state = 'draft' AND {named}
"""

_PAGE = f"""
    SELECT page.id, page.kind, page.customer_id, page.name, page.document_date, coalesce(line.first, ''), line.count,
           page.currency, coalesce(round(line.net * (1 - page.discount_percent / 100)), 0)::bigint
    FROM (
        SELECT invoice.id, invoice.kind, invoice.customer_id, customer.name, invoice.document_date, invoice.currency,
               invoice.discount_percent
        FROM {_CHOSEN} ORDER BY invoice.id DESC OFFSET %(offset)s LIMIT %(limit)s
    ) AS page
    CROSS JOIN LATERAL (
        SELECT count(*) AS count, sum(net_minor) AS net, min(description) FILTER (WHERE position = 1) AS first
        FROM invoice_line WHERE organization_id = %(organization)s AND invoice_id = page.id
    ) AS line
    ORDER BY page.id DESC
"""
