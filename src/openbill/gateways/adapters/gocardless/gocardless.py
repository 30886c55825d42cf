"""GoCardless: bank debits and instant bank payments on its hosted pages, its API of requests, its signed events.

As its documents say: https://developer.gocardless.com/api-reference (billing requests, payments, refunds, payouts,
payout items, events, webhooks). No account number comes to us: the payer types it at GoCardless.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote
from uuid import UUID

from openbill.gateways.adapters.gocardless.causes import reason_of_cause
from openbill.gateways.adapters.read_json import identifier, money, number, object_of, text
from openbill.gateways.adapters.web_client import Answered, WebClient
from openbill.gateways.errors import GatewayNotReached, NoticeNotGenuine
from openbill.gateways.types import (
    Access,
    Begun,
    DeclineReason,
    EntryKind,
    EntryTold,
    MethodTold,
    Notice,
    NoticeKind,
    Order,
    PayoutTold,
)
from openbill.primitives.money import Money
from openbill.primitives.rounding import round_half_away

URL = "https://api.gocardless.com"
VERSION = "2015-07-06"
ROWS, MOST_PAGES = 500, 200

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

_ITEMS = {
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


class GoCardless:
    """One creditor at GoCardless."""

    def __init__(self, access: Access, *, base_url: str = URL) -> None:
        self._secret = access.secrets["notice_secret"]
        headers = {
            "Authorization": f"Bearer {access.secrets['api_key']}",
            "GoCardless-Version": VERSION,
            "Accept": "application/json",
        }
        self._web = WebClient(base_url, headers)

    def begin(self, order: Order) -> Begun:
        """A billing request with a payment, and with a mandate where the way is kept; and the page that fulfils it."""
        wanted: dict[str, Any] = {
            "payment_request": {
                "description": order.description or "Invoice",
                "amount": order.amount.minor_units,
                "currency": order.amount.currency,
                "metadata": {"attempt": str(order.attempt_id)},
            },
            "metadata": {"attempt": str(order.attempt_id)},
        }
        if order.saves_method:
            wanted["mandate_request"] = {"currency": order.amount.currency}
        request = self._post("billing_requests", wanted, key=f"begin {order.attempt_id}")
        name = _needed(request, "id")
        flow = self._post(
            "billing_request_flows",
            {"redirect_uri": order.return_url, "exit_uri": order.return_url, "links": {"billing_request": name}},
            key=f"flow {order.attempt_id}",
        )
        return Begun(name, _needed(flow, "authorisation_url"))

    def charge(self, order: Order, token: str) -> Notice:
        """A payment against a mandate: that it succeeded is told days later."""
        payment = self._post(
            "payments",
            {
                "amount": order.amount.minor_units,
                "currency": order.amount.currency,
                "description": order.description,
                "links": {"mandate": token},
                "metadata": {"attempt": str(order.attempt_id)},
            },
            key=f"charge {order.attempt_id}",
        )
        return _of_payment(payment, f"charge {order.attempt_id}") or Notice(
            id=f"charge {order.attempt_id}",
            kind=NoticeKind.BEGAN,
            told_as="payments",
            happened_at=_instant(text(payment, "created_at")),
            attempt_id=order.attempt_id,
            gateway_id=_needed(payment, "id"),
            payment_ref=_needed(payment, "id"),
        )

    def fetch(self, gateway_id: str) -> Notice | None:
        """Of a billing request its payment, of a payment itself."""
        name = gateway_id
        if gateway_id.startswith("BRQ"):
            request = self._ask("billing_requests", gateway_id)
            name = text(request, "links", "payment_request_payment")
            if not name:
                is_over = text(request, "status") == "cancelled"
                return _cancelled(request, f"fetch {gateway_id} cancelled") if is_over else None
        return _of_payment(self._ask("payments", name), f"fetch {gateway_id}")

    def refund(self, payment_ref: str, amount: Money, key: str) -> str:
        """GoCardless wants the sum of all refunds of the payment too, as a guard against giving twice."""
        before = number(self._ask("payments", payment_ref), "amount_refunded") or 0
        wanted = {
            "amount": amount.minor_units,
            "total_amount_confirmation": before + amount.minor_units,
            "links": {"payment": payment_ref},
        }
        return _needed(self._post("refunds", wanted, key=f"refund {key}"), "id")

    def payout(self, payout_id: str) -> PayoutTold:
        """The payout and its items. Fees have fractions of a minor unit: together they are what makes it add up."""
        payout = self._ask("payouts", payout_id)
        currency = text(payout, "currency")
        amount = money(number(payout, "amount"), currency)
        if amount is None:
            raise GatewayNotReached(reason="its payout cannot be read.")
        items = self._items(payout_id)
        whole = [item for item in items if _ITEMS.get(text(item, "type")) is not EntryKind.FEE]
        entries = [_entry(item, place, currency) for place, item in enumerate(whole, start=1)]
        others = sum(entry.amount.minor_units for entry in entries)
        exact = sum((_exact(item) for item in items), Decimal(0))
        fees = round_half_away(exact) - others
        if fees:
            zero = Money.zero(currency)
            entries.append(EntryTold(EntryKind.FEE, f"{payout_id} fees", Money(fees, currency), zero))
        return PayoutTold(
            payout_id=payout_id,
            amount=amount,
            arrival_date=_day(text(payout, "arrival_date")),
            entries=tuple(entries),
            references=tuple(filter(None, (text(payout, "reference"),))),
        )

    def _items(self, payout_id: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        after = ""
        for _ in range(MOST_PAGES):
            more = f"&after={quote(after, safe='')}" if after else ""
            try:
                page = self._web.ask(f"/payout_items?payout={quote(payout_id, safe='')}&limit={ROWS}{more}")
            except Answered as answered:
                raise _refused(answered) from None
            rows = page.get("payout_items")
            found += [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
            after = text(page, "meta", "cursors", "after")
            if not after:
                return found
        raise GatewayNotReached(reason="its payout has no end.")

    def read_notices(self, headers: Mapping[str, str], body: bytes, at: datetime) -> Sequence[Notice]:  # noqa: ARG002
        """Webhook-Signature: HMAC-SHA256 over the body, in hexadecimal; it has no time, events are known by ids."""
        expected = hmac.digest(self._secret.encode(), body, "sha256").hex()
        if not hmac.compare_digest(expected.encode(), headers.get("webhook-signature", "").encode()):
            raise NoticeNotGenuine(reason="its signature is wrong.")
        events = object_of(body).get("events")
        if not isinstance(events, list) or not all(text(event, "id") for event in events):
            raise NoticeNotGenuine(reason="it holds no events.")
        return [_of_event(event) for event in events]

    def _ask(self, resource: str, name: str) -> dict[str, Any]:
        try:
            return _inner(self._web.ask(f"/{resource}/{quote(name, safe='')}"), resource)
        except Answered as answered:
            raise _refused(answered) from None

    def _post(self, resource: str, wanted: Mapping[str, Any], *, key: str) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        try:
            return _inner(self._web.post(f"/{resource}", json.dumps({resource: wanted}).encode(), headers), resource)
        except Answered as answered:
            made_before = _made_before(answered)
            if not made_before:
                raise _refused(answered) from None
        return self._ask(resource, made_before)


def _made_before(answered: Answered) -> str:
    """The name of what the same request made before; blank where it was refused for another reason."""
    errors = answered.said.get("error", {}).get("errors", []) if answered.status == 409 else []
    for each in errors if isinstance(errors, list) else []:
        if text(each, "reason") == "idempotent_creation_conflict":
            return text(each, "links", "conflicting_resource_id")
    return ""


def _inner(said: Mapping[str, Any], resource: str) -> dict[str, Any]:
    inner = said.get(resource)
    if not isinstance(inner, dict):
        raise GatewayNotReached(reason=f"its answer has no {resource}.")
    return inner


def _refused(answered: Answered) -> GatewayNotReached:
    said = text(answered.said, "error", "message")[:200]
    return GatewayNotReached(reason=f"it answered {answered.status}. {said}".rstrip())


def _needed(values: Mapping[str, Any], name: str) -> str:
    found = text(values, name)
    if not found:
        raise GatewayNotReached(reason=f"its answer has no {name}.")
    return found


def _of_event(event: Mapping[str, Any]) -> Notice:
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
        happened_at=_instant(text(event, "created_at")),
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


def _of_payment(payment: Mapping[str, Any], name: str) -> Notice | None:
    status = text(payment, "status")
    kind = _STATES.get(status)
    if kind is None:
        return None
    return Notice(
        id=f"{name} {status}",
        kind=kind,
        told_as=f"payments {status}",
        happened_at=_instant(text(payment, "created_at")),
        attempt_id=_attempt(payment.get("metadata")),
        payment_ref=text(payment, "id"),
        amount=money(number(payment, "amount"), text(payment, "currency")),
        reason=_reason("payments", status, "") if kind is NoticeKind.FAILED else None,
        code=status,
    )


def _cancelled(request: Mapping[str, Any], name: str) -> Notice:
    return Notice(
        id=name,
        kind=NoticeKind.FAILED,
        told_as="billing_requests cancelled",
        happened_at=_instant(text(request, "created_at")),
        gateway_id=text(request, "id"),
        reason=DeclineReason.ABANDONED,
        code="cancelled",
    )


def _entry(item: Mapping[str, Any], place: int, currency: str) -> EntryTold:
    exact = _exact(item)
    kind = _ITEMS.get(text(item, "type"), EntryKind.ADJUSTMENT)
    links = item.get("links")
    ref = text(links, "refund") or text(links, "payment") or text(item, "type")
    amount = Money(round_half_away(exact), currency)
    return EntryTold(kind, f"{ref} {place}", amount, Money.zero(currency), text(links, "payment"))


def _exact(item: Mapping[str, Any]) -> Decimal:
    try:
        return Decimal(text(item, "amount"))
    except InvalidOperation:
        raise GatewayNotReached(reason="a line of its payout cannot be read.") from None


def _attempt(metadata: Any) -> UUID | None:
    try:
        return UUID(text(metadata, "attempt"))
    except ValueError:
        return None


def _instant(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written).astimezone(UTC)
    except ValueError:
        raise NoticeNotGenuine(reason="it has no time.") from None


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise GatewayNotReached(reason="its payout has no day.") from None
