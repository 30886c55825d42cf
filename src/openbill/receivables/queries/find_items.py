"""The open items of a day behind a figure, page by page."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.receivables.queries.customers_as_known import SHOWN_ID, merged_customers
from openbill.receivables.queries.items_as_of import items_as_of
from openbill.receivables.queries.items_wanted import ITEMS_WANTED, items_wanted


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One open item and whose it is; `open_minor` is positive for credits too."""

    item_id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    document_number: str
    kind: str
    side: str
    document_date: date
    due_date: date
    days_past_due: int
    currency: str
    open_minor: int


@dataclass(frozen=True, slots=True)
class FoundItems:
    """Some items, and of all that were asked for how many there are, and debts less credits in minor units."""

    rows: tuple[FoundItem, ...]
    count: int
    total_minor: int


def find_items(
    organization_id: UUID,
    as_of: date,
    *,
    currency: str,
    customer_id: UUID | None = None,
    side: str | None = None,
    days_past_due: tuple[int | None, int | None] = (None, None),
    offset: int = 0,
    limit: int = 50,
    known_sequence: int | None = None,
) -> FoundItems:
    """A page of the items of one currency, the oldest first: of a customer, a side, a span of days past due."""
    items = items_as_of(organization_id, as_of, known_sequence=known_sequence)
    # Twice, and not kept: the page is walked along its index, and the sum is read from one.
    chosen = f"""{items.relation} AS item
        LEFT JOIN {merged_customers(known_sequence)} AS merged ON merged.customer_id = item.customer_id
        CROSS JOIN LATERAL (SELECT {SHOWN_ID} AS shown_id) AS shown
        WHERE {ITEMS_WANTED}"""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH page AS (
                SELECT item.*, shown.shown_id FROM {chosen}
                ORDER BY due_date, document_number, item_id OFFSET %(offset)s LIMIT %(limit)s
            )
            SELECT found.count, found.total, page.item_id, customer.id, customer.number, customer.name,
                   page.document_number, page.kind, page.side, page.document_date, page.due_date,
                   %(as_of)s::date - page.due_date, page.currency, page.open_minor
            FROM (
                SELECT count(*) AS count,
                       coalesce(sum_minor(CASE side WHEN 'debit' THEN open_minor ELSE -open_minor END), 0) AS total
                FROM {chosen}
            ) AS found
            LEFT JOIN page ON true
            LEFT JOIN customer ON customer.organization_id = %(organization)s AND customer.id = page.shown_id
            ORDER BY page.due_date, page.document_number, page.item_id
            """,
            {
                **items.parameters,
                **items_wanted(customer_id, currency, side, days_past_due),
                "offset": offset,
                "limit": limit,
            },
        )
        rows = cursor.fetchall()
    found = tuple(FoundItem(*row[2:]) for row in rows if row[2] is not None)
    return FoundItems(found, rows[0][0], rows[0][1])
