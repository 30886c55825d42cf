"""The write-offs that were asked for, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from openbill.receivables.queries.requests_about_items import (
    IN_STATE,
    LAST_FIRST,
    OF_ITEMS,
    WAITING,
    requests_about_items,
)


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
    asked = {"state": state, "after": after, "limit": limit}
    rows = requests_about_items("write_off_request", _COLUMNS, IN_STATE, asked, order=LAST_FIRST)
    return [RequestedWriteOff(*row) for row in rows]


def waiting_write_offs(*, limit: int = 200) -> list[RequestedWriteOff]:
    """Those that wait for a second person, the first asked for first."""
    return [
        RequestedWriteOff(*row)
        for row in requests_about_items("write_off_request", _COLUMNS, WAITING, {"limit": limit})
    ]


def write_offs_of_items(item_ids: Sequence[UUID]) -> list[RequestedWriteOff]:
    """Those of items, whatever became of them, in the order in which they were asked for."""
    asked = {"items": list(item_ids), "limit": None}
    return [RequestedWriteOff(*row) for row in requests_about_items("write_off_request", _COLUMNS, OF_ITEMS, asked)]


_COLUMNS = """
    request.id, item.id, item.document_number, shown.id, shown.name, request.state, request.amount_minor,
    item.open_minor, item.currency, request.reason, request.economic_date,
    request.requested_by, request.requested_at,
    request.decided_by, request.decided_at, request.decided_because, request.write_off_item_id
"""
