"""Stripe: its hosted page of payment, its API of requests, its signed events.

As its documents say: https://docs.stripe.com/api (checkout sessions, payment intents, refunds, balance transactions)
and https://docs.stripe.com/webhooks (signatures). No card number comes to us: the payer types it at Stripe.
"""

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from openbill.gateways.adapters.read_json import identifier, money, number, object_of, text
from openbill.gateways.adapters.stripe.decline_codes import reason_of_code
from openbill.gateways.adapters.web_client import Answered, WebClient
from openbill.gateways.errors import GatewayNotReached, NoticeNotGenuine
from openbill.gateways.policies.last_day_of_card import last_day_of_card
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

URL = "https://api.stripe.com"
VERSION = "2024-06-20"
"""The version of the API by which these requests and answers are written."""

TOLERANCE_SECONDS = 300
ROWS = 100
MOST_PAGES = 500

COUNTED_OTHERWISE = ("ISK", "UGX")
"""Currencies whose amounts Stripe writes with two decimals, which they have no more (ISO 4217)."""

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


class Stripe:
    """One account at Stripe."""

    def __init__(self, access: Access, *, base_url: str = URL) -> None:
        self._secret = access.secrets["notice_secret"]
        headers = {"Authorization": f"Bearer {access.secrets['api_key']}", "Stripe-Version": VERSION}
        self._web = WebClient(base_url, headers)

    def begin(self, order: Order) -> Begun:
        """A Checkout Session: methods are those that are turned on at Stripe, and no surcharge is added."""
        _refuse_counted_otherwise(order.amount)
        fields = {
            "mode": "payment",
            "client_reference_id": str(order.attempt_id),
            "line_items[0][quantity]": "1",
            "line_items[0][price_data][currency]": order.amount.currency.lower(),
            "line_items[0][price_data][unit_amount]": str(order.amount.minor_units),
            "line_items[0][price_data][product_data][name]": order.description or "Invoice",
            "success_url": order.return_url,
            "cancel_url": order.return_url,
            "locale": order.language,
            "metadata[attempt]": str(order.attempt_id),
            "payment_intent_data[metadata][attempt]": str(order.attempt_id),
        }
        if order.saves_method:
            fields["customer_creation"] = "always"
            fields["payment_intent_data[setup_future_usage]"] = "off_session"
        session = self._post("/v1/checkout/sessions", fields, key=f"begin {order.attempt_id}")
        return Begun(_needed(session, "id"), _needed(session, "url"))

    def charge(self, order: Order, token: str) -> Notice:
        """A payment intent that is confirmed without the payer; the token is Stripe's customer and payment method."""
        _refuse_counted_otherwise(order.amount)
        customer, _, method = token.partition("/")
        fields = {
            "amount": str(order.amount.minor_units),
            "currency": order.amount.currency.lower(),
            "customer": customer,
            "payment_method": method,
            "off_session": "true",
            "confirm": "true",
            "description": order.description,
            "metadata[attempt]": str(order.attempt_id),
        }
        intent: Any
        try:
            intent = self._web.post(
                "/v1/payment_intents", urlencode(fields).encode(), _form(f"charge {order.attempt_id}")
            )
        except Answered as answered:
            intent = answered.said.get("error", {}).get("payment_intent") if answered.status == 402 else None
            if not isinstance(intent, dict):
                raise _refused(answered) from None
        found = _of_intent(intent, f"charge {order.attempt_id}") or Notice(
            id=f"charge {order.attempt_id}",
            kind=NoticeKind.BEGAN,
            told_as="payment_intent",
            happened_at=datetime.fromtimestamp(number(intent, "created") or 0, UTC),
            attempt_id=order.attempt_id,
            payment_ref=text(intent, "id"),
        )
        # There is no session: the try is asked about by its intent.
        return replace(found, gateway_id=text(intent, "id"))

    def fetch(self, gateway_id: str) -> Notice | None:
        """Of a session its payment intent, of an intent itself."""
        if gateway_id.startswith("cs_"):
            session = self._ask(f"/v1/checkout/sessions/{quote(gateway_id, safe='')}?expand[]=payment_intent")
            intent = session.get("payment_intent")
            if text(session, "status") == "expired":
                return _abandoned(session, f"fetch {gateway_id} expired")
        else:
            intent = self._ask(f"/v1/payment_intents/{quote(gateway_id, safe='')}")
        return _of_intent(intent, f"fetch {gateway_id}") if isinstance(intent, dict) else None

    def refund(self, payment_ref: str, amount: Money, key: str) -> str:
        fields = {"payment_intent": payment_ref, "amount": str(amount.minor_units)}
        return _needed(self._post("/v1/refunds", fields, key=f"refund {key}"), "id")

    def payout(self, payout_id: str) -> PayoutTold:
        """The payout, and the balance transactions that it is made of, page by page."""
        name = quote(payout_id, safe="")
        payout = self._ask(f"/v1/payouts/{name}")
        amount = money(number(payout, "amount"), text(payout, "currency"))
        arrival = number(payout, "arrival_date")
        if amount is None or arrival is None:
            raise GatewayNotReached(reason="its payout cannot be read.")
        return PayoutTold(
            payout_id=payout_id,
            amount=amount,
            arrival_date=_day(arrival),
            entries=tuple(self._entries(name)),
            references=tuple(filter(None, (text(payout, "statement_descriptor"),))),
        )

    def _entries(self, payout: str) -> Iterable[EntryTold]:
        after = ""
        for _ in range(MOST_PAGES):
            page = self._ask(
                f"/v1/balance_transactions?payout={payout}&limit={ROWS}&expand[]=data.source"
                + (f"&starting_after={quote(after, safe='')}" if after else "")
            )
            rows = page.get("data")
            for row in rows if isinstance(rows, list) else []:
                after = text(row, "id")
                # The payout itself stands among them, as what goes out.
                if text(row, "type") != "payout":
                    yield _entry(row)
            if page.get("has_more") is not True:
                return
        raise GatewayNotReached(reason="its payout has no end.")

    def check(self) -> None:
        """What is on its balance: every key that may collect may ask that."""
        self._ask("/v1/balance")

    def read_notices(self, headers: Mapping[str, str], body: bytes, at: datetime) -> Sequence[Notice]:
        """Stripe-Signature: HMAC-SHA256 over the time and the body, under a scheme v1, good for five minutes."""
        _check_signature(headers.get("stripe-signature", ""), body, self._secret, at)
        event = object_of(body)
        if not text(event, "id") or number(event, "created") is None:
            raise NoticeNotGenuine(reason="it is no event.")
        return [_of_event(event)]

    def _ask(self, path: str) -> dict[str, Any]:
        try:
            return self._web.ask(path)
        except Answered as answered:
            raise _refused(answered) from None

    def _post(self, path: str, fields: Mapping[str, str], *, key: str) -> dict[str, Any]:
        try:
            return self._web.post(path, urlencode(fields).encode(), _form(key))
        except Answered as answered:
            raise _refused(answered) from None


def _refuse_counted_otherwise(amount: Money) -> None:
    if amount.currency in COUNTED_OTHERWISE:
        raise GatewayNotReached(reason=f"Stripe counts {amount.currency} in another way; collect it otherwise.")


def _form(key: str) -> dict[str, str]:
    return {"Content-Type": "application/x-www-form-urlencoded", "Idempotency-Key": key}


def _refused(answered: Answered) -> GatewayNotReached:
    said = text(answered.said, "error", "message")[:200]
    return GatewayNotReached(reason=f"it answered {answered.status}. {said}".rstrip())


def _needed(values: Mapping[str, Any], name: str) -> str:
    found = text(values, name)
    if not found:
        raise GatewayNotReached(reason=f"its answer has no {name}.")
    return found


def _check_signature(header: str, body: bytes, secret: str, at: datetime) -> None:
    pairs = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _, value in pairs if name == "t"]
    if len(times) != 1 or not (times[0].isascii() and times[0].isdecimal() and len(times[0]) < 12):
        raise NoticeNotGenuine(reason="it is not signed.")
    expected = hmac.digest(secret.encode(), times[0].encode() + b"." + body, "sha256").hex()
    signatures = [value for name, _, value in pairs if name == "v1"]
    if not any(hmac.compare_digest(expected.encode(), each.encode()) for each in signatures):
        raise NoticeNotGenuine(reason="its signature is wrong.")
    if abs(at.timestamp() - int(times[0])) > TOLERANCE_SECONDS:
        raise NoticeNotGenuine(reason="it was signed at another time.")


def _of_event(event: Mapping[str, Any]) -> Notice:
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


def _of_intent(intent: Mapping[str, Any], name: str) -> Notice | None:
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


def _abandoned(session: Mapping[str, Any], name: str) -> Notice:
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


def _entry(row: Any) -> EntryTold:
    amount, fee = (money(number(row, name), text(row, "currency")) for name in ("amount", "fee"))
    if amount is None or fee is None:
        raise GatewayNotReached(reason="a line of its payout cannot be read.")
    kind = _ENTRIES.get(text(row, "type"), EntryKind.ADJUSTMENT)
    source = row.get("source")
    if kind is EntryKind.ADJUSTMENT and text(source, "object") == "dispute":
        kind = EntryKind.CHARGEBACK if amount.is_negative else EntryKind.CHARGEBACK_WON
    return EntryTold(kind, text(row, "id"), amount, fee, identifier(source, "payment_intent"))


def _day(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()
