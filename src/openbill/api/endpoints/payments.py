"""Money that comes in and goes back."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.api.endpoint import act, ask
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.refund import approve_refund, decline_refund, request_refund
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.commands.withdraw_payment import withdraw_payment
from openbill.payments.queries.payments_in_order import (
    PaymentInOrder,
    PaymentsWanted,
    payment_of,
    payments_in_order,
)
from openbill.payments.queries.requested_refunds import RequestedRefund, refund_requests


class PaymentState(StrEnum):
    RECORDED = "recorded"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class RefundState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"


def list_payments(
    *,
    customer_id: UUID | None = None,
    state: PaymentState | None = None,
    currency: str | None = None,
    reference: str | None = None,
    received_from: date | None = None,
    received_to: date | None = None,
    is_unapplied: bool | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[PaymentInOrder]:
    """Payments, the last recorded first."""
    place = place_of(after, UUID)
    wanted = PaymentsWanted(customer_id, state, currency, reference, received_from, received_to, is_unapplied)
    rows = payments_in_order(wanted, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def show_payment(*, payment_id: UUID) -> PaymentInOrder:
    """One payment; its item tells what it settled."""
    return payment_of(payment_id)


def list_refunds(
    *, state: RefundState | None = None, after: str | None = None, limit: int = ROWS
) -> Page[RequestedRefund]:
    """The refunds that were asked for, the last one first."""
    place = place_of(after, UUID)
    rows = refund_requests(state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


ENDPOINTS = (
    ask("/payments", "payments.view", list_payments),
    act("POST", "/payments", record_payments, "Record payments, all of them or none", status=201),
    ask("/payments/{payment_id}", "payments.view", show_payment),
    act("POST", "/payments/{payment_id}/return", return_payment),
    act("POST", "/payments/{payment_id}/withdraw", withdraw_payment),
    ask("/refunds", "payments.view", list_refunds),
    act("POST", "/items/{item_id}/refund", request_refund),
    act("POST", "/refunds/{request_id}/approve", approve_refund),
    act("POST", "/refunds/{request_id}/decline", decline_refund),
)
