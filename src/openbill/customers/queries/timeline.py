"""The history with a customer."""

import json
from uuid import UUID

from django.db import connection

from openbill.customers.errors import CustomerUnknown
from openbill.customers.queries.shown_as import shown_as
from openbill.customers.types import TimelineCursor, TimelineItem, TimelinePage
from openbill.foundation.tenancy import current_organization_id


def timeline(customer_id: UUID, *, after: TimelineCursor | None = None, limit: int = 50) -> TimelinePage:
    """A page of what happened with a customer, the newest first, that of customers merged into it included.

    `after` is the `next` of the page before. A customer that was merged has the history of the surviving one.
    Raises CustomerUnknown.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT merged.id FROM customer
            JOIN customer merged ON merged.organization_id = customer.organization_id
             AND (merged.id = {shown_as("customer")}
                  OR merged.merged_into_id = {shown_as("customer")})
            WHERE customer.organization_id = %s AND customer.id = %s
            """,
            [current_organization_id(), customer_id],
        )
        customer_ids = [row[0] for row in cursor.fetchall()]
        if not customer_ids:
            raise CustomerUnknown(customer=customer_id)
        cursor.execute(
            """
            SELECT id, customer_id, at, kind, facts FROM timeline_entry
            WHERE organization_id = %(organization)s AND customer_id = ANY(%(customers)s::uuid[])
              AND (%(after_at)s::timestamptz IS NULL
                   OR (at, id) < (%(after_at)s::timestamptz, %(after_id)s::uuid))
            ORDER BY at DESC, id DESC
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "customers": customer_ids,
                "after_at": after.at if after else None,
                "after_id": after.id if after else None,
                "limit": limit + 1,
            },
        )
        items = [
            TimelineItem(identifier, owner, at, kind, json.loads(facts))
            for identifier, owner, at, kind, facts in cursor.fetchall()
        ]
    page = tuple(items[:limit])
    has_more = len(items) > limit
    return TimelinePage(page, TimelineCursor(page[-1].at, page[-1].id) if has_more else None)
