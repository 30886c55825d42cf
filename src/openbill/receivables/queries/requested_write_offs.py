"""The write-offs that were asked for, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class RequestedWriteOff:
    """A write-off that somebody asked for; `requested_by` and `decided_by` are actors, such as "user 0190…"."""

    id: UUID
    item_id: UUID
    document_number: str
    customer_id: UUID
    customer_name: str
    state: str
    amount_minor: int
    open_minor: int
    currency: str
    reason: str
    economic_date: date
    requested_by: str
    requested_at: datetime
    decided_by: str
    decided_at: datetime | None
    decided_because: str
    write_off_item_id: UUID | None


def write_off_requests(
    *, state: str | None = None, after: UUID | None = None, limit: int = 50
) -> list[RequestedWriteOff]:
    """Those in a state, or all, the last one first; `after` is the last one seen."""
    return _requests(
        "(%(state)s::text IS NULL OR request.state = %(state)s)"
        " AND (%(after)s::uuid IS NULL OR request.id < %(after)s)",
        {"state": state, "after": after, "limit": limit},
        order="request.id DESC",
    )


def waiting_write_offs(*, limit: int = 200) -> list[RequestedWriteOff]:
    """Those that wait for a second person, the first asked for first."""
    return _requests("request.state = 'requested'", {"limit": limit})


def write_offs_of_items(item_ids: Sequence[UUID]) -> list[RequestedWriteOff]:
    """Those of items, whatever became of them, in the order in which they were asked for."""
    return _requests("request.item_id = ANY(%(items)s)", {"items": list(item_ids), "limit": None})


def _requests(
    wanted: str, parameters: dict[str, Any], *, order: str = "request.requested_at, request.id"
) -> list[RequestedWriteOff]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT request.id, item.id, item.document_number, shown.id, shown.name, request.state,
                   request.amount_minor, item.open_minor, item.currency, request.reason, request.economic_date,
                   request.requested_by, request.requested_at, request.decided_by, request.decided_at,
                   request.decided_because, request.write_off_item_id
            FROM write_off_request request
            JOIN open_item item ON item.organization_id = request.organization_id AND item.id = request.item_id
            JOIN customer ON customer.organization_id = request.organization_id AND customer.id = item.customer_id
            JOIN customer shown ON shown.organization_id = request.organization_id
                               AND shown.id = coalesce(customer.merged_into_id, customer.id)
            WHERE request.organization_id = %(organization)s AND {wanted}
            ORDER BY {order} LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), **parameters},
        )
        return [RequestedWriteOff(*row) for row in cursor.fetchall()]
