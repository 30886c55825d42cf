"""The payment requests, their tries, and their links."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.key_ring import key_ring
from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.errors import LinkNotGood, RequestUnknown
from openbill.gateways.models import PaymentAttempt, PaymentRequest, RequestedItem
from openbill.gateways.policies.pay_link import PayLink, read_link, written_link


@dataclass(frozen=True, slots=True)
class RequestDetails:
    """One request; `open_minor` is what of its debts is open now, `paid_minor` what its successes brought."""

    id: UUID
    customer_id: UUID
    customer_name: str
    legal_entity_id: UUID
    currency: str
    state: str
    open_minor: int
    paid_minor: int
    requested_at: datetime
    expires_at: datetime
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttemptDetails:
    """One try of a request; `reason` is why it failed, `payment_id` what it became."""

    id: UUID
    amount_minor: int
    currency: str
    state: str
    reason: str
    code: str
    gateway_id: str
    is_surplus: bool
    refunded_minor: int
    payment_id: UUID | None
    began_at: datetime
    ended_at: datetime | None
    retry_at: datetime | None


def payment_requests(
    *, customer_id: UUID | None = None, state: str | None = None, after: UUID | None = None, limit: int = 50
) -> list[RequestDetails]:
    """Requests, the last made first; `after` is the last one seen."""
    return _requests(
        "(%(customer)s::uuid IS NULL OR request.customer_id = %(customer)s)"
        " AND (%(state)s::text IS NULL OR request.state = %(state)s)"
        " AND (%(after)s::uuid IS NULL OR request.id < %(after)s)",
        {"customer": customer_id, "state": state, "after": after, "limit": limit},
    )


def payment_request(request_id: UUID) -> RequestDetails:
    """One request. Raises RequestUnknown."""
    found = _requests("request.id = %(request)s", {"request": request_id, "limit": 1})
    if not found:
        raise RequestUnknown(request_id=request_id)
    return found[0]


def attempts_of_request(request_id: UUID) -> list[AttemptDetails]:
    """The tries of a request, the first first. Raises RequestUnknown."""
    payment_request(request_id)
    rows = PaymentAttempt.objects.filter(organization_id=current_organization_id(), request_id=request_id)
    return [
        AttemptDetails(
            id=row.id,
            amount_minor=row.amount_minor,
            currency=row.currency,
            state=row.state,
            reason=row.reason,
            code=row.code,
            gateway_id=row.gateway_id or "",
            is_surplus=row.payment_id is not None and not row.settles,
            refunded_minor=row.refunded_minor,
            payment_id=row.payment_id,
            began_at=row.began_at,
            ended_at=row.ended_at,
            retry_at=row.retry_at,
        )
        for row in rows.order_by("id")
    ]


def items_of_request(request_id: UUID) -> list[UUID]:
    """The debts that a request asks for, in the order in which they were named."""
    items = RequestedItem.objects.filter(organization_id=current_organization_id(), request_id=request_id)
    return list(items.order_by("id").values_list("item_id", flat=True))


def link_of_request(request_id: UUID) -> str:
    """The path of a request's link, below our own address; whoever has it may pay. Raises RequestUnknown."""
    requests = PaymentRequest.objects.filter(organization_id=current_organization_id(), id=request_id)
    number = requests.values_list("link_number", flat=True).first()
    if number is None:
        raise RequestUnknown(request_id=request_id)
    link = PayLink(current_organization_id(), request_id, number)
    return f"/pay/{written_link(link, key_ring().digest)}"


def read_secret_of_link(secret: str) -> PayLink | None:
    """What the secret part of a link says; None where we did not make it. Asks no database."""
    return read_link(secret, key_ring().digest)


def request_of_link(link: PayLink, at: datetime) -> RequestDetails:
    """The request of a link that is good: the last one that was made, not revoked, and not expired.

    Raises LinkNotGood, and says nothing more to whoever asks. A request that was paid is shown still.
    """
    requests = PaymentRequest.objects.filter(
        organization_id=current_organization_id(),
        id=link.request_id,
        link_number=link.number,
        expires_at__gt=at,
    )
    if not requests.exclude(state="revoked").exists():
        raise LinkNotGood
    return payment_request(link.request_id)


def _requests(condition: str, parameters: dict[str, Any]) -> list[RequestDetails]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT request.id, request.customer_id, customer.name, request.legal_entity_id, request.currency,
                   request.state, sums.open_minor, paid.amount_minor, request.requested_at, request.expires_at,
                   sums.numbers
            FROM payment_request request
            JOIN customer ON customer.organization_id = request.organization_id AND customer.id = request.customer_id
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(item.open_minor), 0)::bigint AS open_minor,
                       array_agg(item.document_number ORDER BY item.due_date, item.id) AS numbers
                FROM requested_item requested
                JOIN open_item item ON item.organization_id = requested.organization_id AND item.id = requested.item_id
                WHERE requested.organization_id = request.organization_id AND requested.request_id = request.id
            ) AS sums
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(amount_minor), 0)::bigint AS amount_minor FROM payment_attempt attempt
                WHERE attempt.organization_id = request.organization_id AND attempt.request_id = request.id
                  AND attempt.settles AND attempt.state IN ('succeeded', 'regained')
            ) AS paid
            WHERE request.organization_id = %(organization)s AND {condition}
            ORDER BY request.id DESC LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), **parameters},
        )
        return [RequestDetails(*(*row[:-1], tuple(row[-1] or ()))) for row in cursor.fetchall()]
