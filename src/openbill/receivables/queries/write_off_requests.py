"""The write-offs that were asked for, one after another, from behind a place on."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class RequestedWriteOff:
    """A write-off as it was asked for; `state` is requested, approved or declined."""

    id: UUID
    item_id: UUID
    customer_id: UUID
    document_number: str
    currency: str
    amount_minor: int
    reason: str
    state: str
    economic_date: date
    requested_by: str
    requested_at: datetime
    decided_by: str
    decided_at: datetime | None
    write_off_item_id: UUID | None


def write_off_requests(
    *, state: str | None = None, after: UUID | None = None, limit: int = 50
) -> list[RequestedWriteOff]:
    """The requests in a state, or all, the last one first; `after` is the last one seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT request.id, item.id, item.customer_id, item.document_number, item.currency, request.amount_minor,
                   request.reason, request.state, request.economic_date, request.requested_by, request.requested_at,
                   request.decided_by, request.decided_at, request.write_off_item_id
            FROM write_off_request request
            JOIN open_item item ON item.organization_id = request.organization_id AND item.id = request.item_id
            WHERE request.organization_id = %(organization)s
              AND (%(state)s::text IS NULL OR request.state = %(state)s)
              AND (%(after)s::uuid IS NULL OR request.id < %(after)s)
            ORDER BY request.id DESC
            LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), "state": state, "after": after, "limit": limit},
        )
        return [RequestedWriteOff(*row) for row in cursor.fetchall()]
