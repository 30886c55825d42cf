"""The payment requests of all customers: found, filtered, sorted, page by page."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from openbill.customers.queries.rows_of_customers import Listing, PageOfRows, RowsOrdered, RowsWanted, rows_of_customers
from openbill.gateways.errors import RequestUnknown


class RequestsBy(StrEnum):
    """What a list of payment requests is sorted by."""

    MADE = "made"
    EXPIRES = "expires"
    CUSTOMER = "customer"


class RequestsOf(StrEnum):
    """Which payment requests a list has."""

    OPEN = "open"
    EXPIRED = "expired"
    PAID = "paid"
    REVOKED = "revoked"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ListedRequest:
    """A request; `open_minor` is what of its debts is open now, in minor units, `numbers` are their documents.

    `state` is open, expired, paid or revoked. `made_by` is the name of a person or a program, blank where a saved
    method pays it by itself. `last_state` and `last_reason` are those of the latest try, blank before the first.
    """

    id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    currency: str
    state: str
    is_automatic: bool
    requested_at: datetime
    expires_at: datetime
    open_minor: int
    numbers: tuple[str, ...]
    made_by: str
    last_state: str
    last_reason: str


_LISTING = Listing(
    table="payment_request",
    columns="page.id, customer.id, customer.number, customer.name, page.currency,"
    " CASE WHEN page.state = 'open' AND page.expires_at <= %(at)s THEN 'expired' ELSE page.state END,"
    " page.is_automatic, page.requested_at, page.expires_at, asked.open_minor, asked.numbers,"
    " coalesce(CASE entry.actor_kind WHEN 'user' THEN coalesce(nullif(person.name, ''), person.email)"
    "          WHEN 'api_key' THEN api_key.name END, ''),"
    " coalesce(latest.state, ''), coalesce(latest.reason, '')",
    joins="""
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(item.open_minor), 0)::bigint AS open_minor,
               coalesce(array_agg(item.document_number ORDER BY item.due_date, item.id), '{}') AS numbers
        FROM requested_item requested
        JOIN open_item item ON item.organization_id = requested.organization_id AND item.id = requested.item_id
        WHERE requested.organization_id = %(organization)s AND requested.request_id = page.id
    ) AS asked
    LEFT JOIN LATERAL (
        SELECT attempt.state, attempt.reason FROM payment_attempt attempt
        WHERE attempt.organization_id = %(organization)s AND attempt.request_id = page.id
        ORDER BY attempt.id DESC LIMIT 1
    ) AS latest ON true
    LEFT JOIN command_log entry ON entry.organization_id = %(organization)s AND entry.id = page.command_id
    LEFT JOIN user_account person ON entry.actor_kind = 'user' AND person.id = entry.actor_id
    LEFT JOIN api_key ON entry.actor_kind = 'api_key' AND api_key.organization_id = %(organization)s
                     AND api_key.id = entry.actor_id""",
    also_matches="""
        SELECT requested.request_id FROM open_item item
        JOIN requested_item requested ON requested.organization_id = item.organization_id
                                     AND requested.item_id = item.id
        WHERE item.organization_id = %(organization)s
          AND (starts_with(item.document_number, %(text)s) OR starts_with(item.document_number, upper(%(text)s)))""",
)

_ORDER = {
    RequestsBy.MADE: ("id",),
    RequestsBy.EXPIRES: ("expires_at",),
    RequestsBy.CUSTOMER: (),
}

_ONLY = {
    RequestsOf.OPEN: ("payment_request.state = 'open'", "payment_request.expires_at > %(at)s"),
    RequestsOf.EXPIRED: ("payment_request.state = 'open'", "payment_request.expires_at <= %(at)s"),
    RequestsOf.PAID: ("payment_request.state = 'paid'",),
    RequestsOf.REVOKED: ("payment_request.state = 'revoked'",),
    RequestsOf.ALL: (),
}


def find_requests(
    at: datetime,
    *,
    text: str = "",
    only: RequestsOf = RequestsOf.ALL,
    customer_ids: Collection[UUID] | None = None,
    by: RequestsBy = RequestsBy.MADE,
    descending: bool = True,
    offset: int = 0,
    limit: int = 50,
) -> PageOfRows[ListedRequest]:
    """A page of the requests of the customers that a text names, or for documents whose number begins with it.

    `at` decides which links are good no more; `customer_ids` narrows to some customers.
    """
    return rows_of_customers(
        _listed,
        _LISTING,
        RowsWanted(_ONLY[only], {"at": at}, text, customer_ids),
        RowsOrdered(_ORDER[by], descending, offset, limit),
    )


def request_listed(request_id: UUID, at: datetime) -> ListedRequest:
    """One request as it stands in such a list. Raises RequestUnknown."""
    found = rows_of_customers(
        _listed,
        _LISTING,
        RowsWanted(("payment_request.id = %(request)s",), {"at": at, "request": request_id}),
        RowsOrdered(("id",), descending=True, limit=1),
    )
    if not found.rows:
        raise RequestUnknown(request_id=request_id)
    return found.rows[0]


def _listed(*row: Any) -> ListedRequest:
    return ListedRequest(*(*row[:10], tuple(row[10]), *row[11:]))
