"""Stripe: its hosted page of payment, its API of requests, its signed events.

As its documents say: https://docs.stripe.com/api (checkout sessions, payment intents, refunds, balance transactions)
and https://docs.stripe.com/webhooks (signatures). No card number comes to us: the payer types it at Stripe.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from openbill.gateways.adapters.read_json import money, number, object_of, text
from openbill.gateways.adapters.stripe.check_signature import check_signature
from openbill.gateways.adapters.stripe.read_told import (
    entry_of_row,
    notice_of_event,
    notice_of_expired_session,
    notice_of_intent,
)
from openbill.gateways.adapters.web_client import Answered, WebClient
from openbill.gateways.errors import GatewayNotReached, NoticeNotGenuine
from openbill.gateways.types import (
    Access,
    Begun,
    EntryTold,
    Notice,
    NoticeKind,
    Order,
    PayoutTold,
)
from openbill.primitives.money import Money

URL = "https://api.stripe.com"
VERSION = "2024-06-20"
"""The version of the API by which these requests and answers are written."""

ROWS = 100
MOST_PAGES = 500

COUNTED_OTHERWISE = ("ISK", "UGX")
"""Currencies whose amounts Stripe writes with two decimals, which they have no more (ISO 4217)."""


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
        found = notice_of_intent(intent, f"charge {order.attempt_id}") or Notice(
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
                return notice_of_expired_session(session, f"fetch {gateway_id} expired")
        else:
            intent = self._ask(f"/v1/payment_intents/{quote(gateway_id, safe='')}")
        return notice_of_intent(intent, f"fetch {gateway_id}") if isinstance(intent, dict) else None

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
            arrival_date=datetime.fromtimestamp(arrival, UTC).date(),
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
                    yield entry_of_row(row)
            if page.get("has_more") is not True:
                return
        raise GatewayNotReached(reason="its payout has no end.")

    def check(self) -> None:
        """What is on its balance: every key that may collect may ask that."""
        self._ask("/v1/balance")

    def read_notices(self, headers: Mapping[str, str], body: bytes, at: datetime) -> Sequence[Notice]:
        """Stripe-Signature: HMAC-SHA256 over the time and the body, under a scheme v1, good for five minutes."""
        check_signature(headers.get("stripe-signature", ""), body, self._secret, at)
        event = object_of(body)
        if not text(event, "id") or number(event, "created") is None:
            raise NoticeNotGenuine(reason="it is no event.")
        return [notice_of_event(event)]

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
