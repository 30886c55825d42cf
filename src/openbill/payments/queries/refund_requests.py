"""The refunds that were asked for, one after another, from behind a place on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class RequestedRefund:
    """A refund as it was asked for; `state` is one of the refund lifecycle's."""

    id: UUID
    item_id: UUID
    customer_id: UUID
    currency: str
    amount_minor: int
    reason: str
    state: str
    requested_by: str
    requested_at: datetime
    decided_by: str
    decided_at: datetime | None
    refund_item_id: UUID | None


def refund_requests(*, state: str | None = None, after: UUID | None = None, limit: int = 50) -> list[RequestedRefund]:
    """The requests in a state, or all, the last one first; `after` is the last one seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT request.id, item.id, item.customer_id, item.currency, request.amount_minor, request.reason,
                   request.state, request.requested_by, request.requested_at, request.decided_by, request.decided_at,
                   request.refund_item_id
            FROM refund_request request
            JOIN open_item item ON item.organization_id = request.organization_id AND item.id = request.item_id
            WHERE request.organization_id = %(organization)s
              AND (%(state)s::text IS NULL OR request.state = %(state)s)
              AND (%(after)s::uuid IS NULL OR request.id < %(after)s)
            ORDER BY request.id DESC
            LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), "state": state, "after": after, "limit": limit},
        )
        return [RequestedRefund(*row) for row in cursor.fetchall()]
