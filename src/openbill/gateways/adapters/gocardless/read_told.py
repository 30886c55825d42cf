"""What GoCardless tells, in our words: events, payments, items of payouts."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from openbill.gateways.adapters.gocardless.causes import reason_of_cause
from openbill.gateways.adapters.read_json import identifier, money, number, text
from openbill.gateways.errors import GatewayNotReached, NoticeNotGenuine
from openbill.gateways.types import (
    DeclineReason,
    EntryKind,
    EntryTold,
    MethodTold,
    Notice,
    NoticeKind,
)
from openbill.primitives.money import Money
from openbill.primitives.rounding import round_half_away

_ACTIONS: dict[tuple[str, str], NoticeKind] = {
    ("billing_requests", "fulfilled"): NoticeKind.BEGAN,
    ("billing_requests", "cancelled"): NoticeKind.FAILED,
    ("payments", "created"): NoticeKind.BEGAN,
    ("payments", "submitted"): NoticeKind.BEGAN,
    ("payments", "confirmed"): NoticeKind.SUCCEEDED,
    ("payments", "failed"): NoticeKind.FAILED,
    ("payments", "cancelled"): NoticeKind.FAILED,
    ("payments", "customer_approval_denied"): NoticeKind.FAILED,
    ("payments", "charged_back"): NoticeKind.DISPUTED,
    ("payments", "late_failure_settled"): NoticeKind.DISPUTED,
    ("payments", "chargeback_cancelled"): NoticeKind.DISPUTE_WON,
    ("refunds", "paid"): NoticeKind.REFUNDED,
    ("refunds", "failed"): NoticeKind.REFUND_FAILED,
    ("refunds", "funds_returned"): NoticeKind.REFUND_FAILED,
    ("mandates", "cancelled"): NoticeKind.METHOD_ENDED,
    ("mandates", "failed"): NoticeKind.METHOD_ENDED,
    ("mandates", "expired"): NoticeKind.METHOD_ENDED,
    ("payouts", "paid"): NoticeKind.PAID_OUT,
}
"""A payment that failed after it was confirmed goes back when that is settled."""

_STATES = {
    "confirmed": NoticeKind.SUCCEEDED,
    "paid_out": NoticeKind.SUCCEEDED,
    "failed": NoticeKind.FAILED,
    "cancelled": NoticeKind.FAILED,
    "customer_approval_denied": NoticeKind.FAILED,
    "charged_back": NoticeKind.DISPUTED,
}

ITEMS = {
    "payment_paid_out": EntryKind.PAYMENT,
    "payment_failed": EntryKind.CHARGEBACK,
    "payment_charged_back": EntryKind.CHARGEBACK,
    "payment_refunded": EntryKind.REFUND,
    "refund": EntryKind.REFUND,
    "refund_funds_returned": EntryKind.REFUND,
    "gocardless_fee": EntryKind.FEE,
    "app_fee": EntryKind.FEE,
    "surcharge_fee": EntryKind.FEE,
    "revenue_share": EntryKind.FEE,
}


def notice_of_event(event: Mapping[str, Any]) -> Notice:
    """One event of a message."""
    resource, action = text(event, "resource_type"), text(event, "action")
    kind = _ACTIONS.get((resource, action), NoticeKind.OTHER)
    links = event.get("links")
    mandate = text(links, "mandate_request_mandate")
    method = None
    if resource == "billing_requests" and kind is NoticeKind.BEGAN and mandate:
        kind, method = NoticeKind.METHOD_SAVED, MethodTold(mandate, "Bank account")
    if kind is NoticeKind.METHOD_ENDED:
        method = MethodTold(identifier(links, "mandate"), "")
    cause = text(event, "details", "cause")
    return Notice(
        id=text(event, "id"),
        kind=kind,
        told_as=f"{resource} {action}",
        happened_at=instant_of(text(event, "created_at")),
        attempt_id=_attempt(event.get("resource_metadata")),
        gateway_id=text(links, "billing_request"),
        payment_ref=text(links, "payment") or text(links, "payment_request_payment"),
        reason=_reason(resource, action, cause) if kind is NoticeKind.FAILED else None,
        code=cause,
        refund_ref=text(links, "refund"),
        payout_id=text(links, "payout") if kind is NoticeKind.PAID_OUT else "",
        method=method,
    )


def _reason(resource: str, action: str, cause: str) -> DeclineReason:
    if resource == "billing_requests" or action == "cancelled":
        return DeclineReason.ABANDONED
    return reason_of_cause(cause)


def notice_of_payment(payment: Mapping[str, Any], name: str) -> Notice | None:
    """How a payment stands that was asked about, under a name of ours; None where nothing is decided."""
    status = text(payment, "status")
    kind = _STATES.get(status)
    if kind is None:
        return None
    return Notice(
        id=f"{name} {status}",
        kind=kind,
        told_as=f"payments {status}",
        happened_at=instant_of(text(payment, "created_at")),
        attempt_id=_attempt(payment.get("metadata")),
        payment_ref=text(payment, "id"),
        amount=money(number(payment, "amount"), text(payment, "currency")),
        reason=_reason("payments", status, "") if kind is NoticeKind.FAILED else None,
        code=status,
    )


def notice_of_cancelled(request: Mapping[str, Any], name: str) -> Notice:
    """A billing request that its payer left."""
    return Notice(
        id=name,
        kind=NoticeKind.FAILED,
        told_as="billing_requests cancelled",
        happened_at=instant_of(text(request, "created_at")),
        gateway_id=text(request, "id"),
        reason=DeclineReason.ABANDONED,
        code="cancelled",
    )


def entry_of_item(item: Mapping[str, Any], place: int, currency: str) -> EntryTold:
    """A line of a payout, of which its place is the name."""
    exact = exact_amount(item)
    kind = ITEMS.get(text(item, "type"), EntryKind.ADJUSTMENT)
    links = item.get("links")
    ref = text(links, "refund") or text(links, "payment") or text(item, "type")
    amount = Money(round_half_away(exact), currency)
    return EntryTold(kind, f"{ref} {place}", amount, Money.zero(currency), text(links, "payment"))


def exact_amount(item: Mapping[str, Any]) -> Decimal:
    """An amount with fractions of a minor unit."""
    try:
        return Decimal(text(item, "amount"))
    except InvalidOperation:
        raise GatewayNotReached(reason="a line of its payout cannot be read.") from None


def _attempt(metadata: Any) -> UUID | None:
    try:
        return UUID(text(metadata, "attempt"))
    except ValueError:
        return None


def instant_of(written: str) -> datetime:
    """A point in time as it is written."""
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except ValueError:
        raise NoticeNotGenuine(reason="it has no time.") from None


def day_of(written: str) -> date:
    """A day as it is written."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise GatewayNotReached(reason="its payout has no day.") from None
