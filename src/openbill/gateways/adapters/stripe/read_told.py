"""What Stripe tells by its events and answers: payments, refunds, disputes, methods and the lines of its payouts."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from openbill.gateways.adapters.read_json import identifier, money, number, text
from openbill.gateways.adapters.stripe.decline_codes import reason_of_code
from openbill.gateways.errors import GatewayNotReached
from openbill.gateways.policies.last_day_of_card import last_day_of_card
from openbill.gateways.types import (
    DeclineReason,
    EntryKind,
    EntryTold,
    MethodTold,
    Notice,
    NoticeKind,
)

_EVENTS = {
    "checkout.session.completed": NoticeKind.BEGAN,
    "checkout.session.async_payment_succeeded": NoticeKind.BEGAN,
    "checkout.session.expired": NoticeKind.FAILED,
    "payment_intent.processing": NoticeKind.BEGAN,
    "payment_intent.succeeded": NoticeKind.SUCCEEDED,
    "payment_intent.payment_failed": NoticeKind.FAILED,
    "payment_intent.canceled": NoticeKind.FAILED,
    "refund.created": NoticeKind.OTHER,
    "refund.updated": NoticeKind.OTHER,
    "refund.failed": NoticeKind.REFUND_FAILED,
    "charge.dispute.funds_withdrawn": NoticeKind.DISPUTED,
    "charge.dispute.funds_reinstated": NoticeKind.DISPUTE_WON,
    "payment_method.attached": NoticeKind.METHOD_TOLD,
    "payment_method.updated": NoticeKind.METHOD_TOLD,
    "payment_method.automatically_updated": NoticeKind.METHOD_TOLD,
    "payment_method.detached": NoticeKind.METHOD_ENDED,
    "payout.paid": NoticeKind.PAID_OUT,
}
"""A refund's events are looked at for its status; a dispute counts when the money moves. A card that a bank gave out
anew is told of where its network tells Stripe."""

_ENTRIES = {
    "charge": EntryKind.PAYMENT,
    "payment": EntryKind.PAYMENT,
    "refund": EntryKind.REFUND,
    "payment_refund": EntryKind.REFUND,
    "payment_failure_refund": EntryKind.CHARGEBACK,
    "stripe_fee": EntryKind.FEE,
}


def notice_of_event(event: Mapping[str, Any]) -> Notice:
    """An event in our words; one of a kind that says nothing to us is kept as OTHER."""
    told_as, name = text(event, "type"), text(event, "id")
    data = event.get("data")
    thing = data.get("object") if isinstance(data, dict) else None
    kind = _EVENTS.get(told_as, NoticeKind.OTHER)
    at = datetime.fromtimestamp(number(event, "created") or 0, UTC)
    if told_as.startswith("refund.") and kind is NoticeKind.OTHER and text(thing, "status") == "succeeded":
        kind = NoticeKind.REFUNDED
    is_session, is_intent = told_as.startswith("checkout."), told_as.startswith("payment_intent.")
    is_of_payment = is_session or is_intent
    failure = thing.get("last_payment_error") if isinstance(thing, dict) else None
    code = text(failure, "decline_code") or text(failure, "code")
    if told_as in ("checkout.session.expired", "payment_intent.canceled"):
        code = "abandoned"
    is_payout = kind is NoticeKind.PAID_OUT
    minor = number(thing, "amount_received") if told_as == "payment_intent.succeeded" else number(thing, "amount")
    method = _METHODS.get(kind, _of_intent_or_none)(data)
    if kind is NoticeKind.METHOD_TOLD and method is None:
        kind = NoticeKind.OTHER
    has_amount = kind in (NoticeKind.SUCCEEDED, NoticeKind.REFUNDED, NoticeKind.DISPUTED, NoticeKind.DISPUTE_WON)
    return Notice(
        id=name,
        kind=kind,
        told_as=told_as,
        happened_at=at,
        attempt_id=_attempt(thing) if is_of_payment else None,
        gateway_id=text(thing, "id") if is_session else "",
        payment_ref="" if is_payout else text(thing, "id") if is_intent else identifier(thing, "payment_intent"),
        amount=money(minor, text(thing, "currency")) if has_amount else None,
        reason=reason_of_code(code) if kind is NoticeKind.FAILED else None,
        code=code,
        refund_ref=text(thing, "id") if told_as.startswith("refund.") else "",
        payout_id=text(thing, "id") if is_payout else "",
        method=method,
    )


def _detached(data: Any) -> MethodTold | None:
    """The method that was taken from its customer, who is named as what was before."""
    customer, method = text(data, "previous_attributes", "customer"), text(data, "object", "id")
    return MethodTold(f"{customer}/{method}", "") if customer and method else None


def _attached(data: Any) -> MethodTold | None:
    """A method of a customer, how its card is recognised, and until when that is good."""
    thing = data.get("object") if isinstance(data, dict) else None
    customer, method = identifier(thing, "customer"), text(thing, "id")
    if not (customer and method):
        return None
    card = thing.get("card") if isinstance(thing, dict) else None
    label = f"{text(card, 'brand').replace('_', ' ').title()} {text(card, 'last4')}".strip()
    expires_on = last_day_of_card(number(card, "exp_year"), number(card, "exp_month"))
    return MethodTold(f"{customer}/{method}", label, expires_on)


def _of_intent_or_none(data: Any) -> MethodTold | None:
    return _method(data.get("object") if isinstance(data, dict) else None)


_METHODS: Mapping[NoticeKind, Callable[[Any], MethodTold | None]] = {
    NoticeKind.METHOD_ENDED: _detached,
    NoticeKind.METHOD_TOLD: _attached,
}


def _method(thing: Any) -> MethodTold | None:
    """The customer and the payment method of an intent that was saved for later."""
    customer, method = identifier(thing, "customer"), identifier(thing, "payment_method")
    if text(thing, "setup_future_usage") != "off_session" or not (customer and method):
        return None
    return MethodTold(f"{customer}/{method}", "Card")


def notice_of_intent(intent: Mapping[str, Any], name: str) -> Notice | None:
    """How a payment intent that was asked for ended, under a name of ours; None while it has not."""
    status = text(intent, "status")
    failure = intent.get("last_payment_error")
    code = text(failure, "decline_code") or text(failure, "code")
    if status == "succeeded":
        kind, minor, reason = NoticeKind.SUCCEEDED, number(intent, "amount_received"), None
    elif status == "canceled" or (status == "requires_payment_method" and isinstance(failure, dict)):
        kind, minor = NoticeKind.FAILED, None
        reason = DeclineReason.ABANDONED if status == "canceled" else reason_of_code(code)
    elif status == "requires_action":
        kind, minor, reason, code = NoticeKind.FAILED, None, DeclineReason.AUTHENTICATION_NEEDED, status
    else:
        return None
    return Notice(
        id=f"{name} {status}",
        kind=kind,
        told_as="payment_intent",
        happened_at=datetime.fromtimestamp(number(intent, "created") or 0, UTC),
        attempt_id=_attempt(intent),
        payment_ref=text(intent, "id"),
        amount=money(minor, text(intent, "currency")),
        reason=reason,
        code=code,
        method=_method(intent),
    )


def notice_of_expired_session(session: Mapping[str, Any], name: str) -> Notice:
    """A hosted page that nobody paid at in time, under a name of ours."""
    return Notice(
        id=name,
        kind=NoticeKind.FAILED,
        told_as="checkout.session",
        happened_at=datetime.fromtimestamp(number(session, "expires_at") or 0, UTC),
        attempt_id=_attempt(session),
        gateway_id=text(session, "id"),
        reason=DeclineReason.ABANDONED,
        code="abandoned",
    )


def _attempt(thing: Any) -> UUID | None:
    try:
        return UUID(text(thing, "metadata", "attempt"))
    except ValueError:
        return None


def entry_of_row(row: Any) -> EntryTold:
    """A balance transaction as a line of its payout; raises GatewayNotReached where it has no amount or fee."""
    amount, fee = (money(number(row, name), text(row, "currency")) for name in ("amount", "fee"))
    if amount is None or fee is None:
        raise GatewayNotReached(reason="a line of its payout cannot be read.")
    kind = _ENTRIES.get(text(row, "type"), EntryKind.ADJUSTMENT)
    source = row.get("source")
    if kind is EntryKind.ADJUSTMENT and text(source, "object") == "dispute":
        kind = EntryKind.CHARGEBACK if amount.is_negative else EntryKind.CHARGEBACK_WON
    return EntryTold(kind, text(row, "id"), amount, fee, identifier(source, "payment_intent"))
