"""GoCardless: bank debits and instant bank payments on its hosted pages, its API of requests, its signed events.

As its documents say: https://developer.gocardless.com/api-reference (billing requests, payments, refunds, payouts,
payout items, events, webhooks). No account number comes to us: the payer types it at GoCardless.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from openbill.gateways.adapters.gocardless.read_told import (
    ITEMS,
    day_of,
    entry_of_item,
    exact_amount,
    instant_of,
    notice_of_cancelled,
    notice_of_event,
    notice_of_payment,
)
from openbill.gateways.adapters.read_json import money, number, object_of, text
from openbill.gateways.adapters.web_client import Answered, WebClient
from openbill.gateways.errors import GatewayNotReached, NoticeNotGenuine
from openbill.gateways.types import (
    Access,
    Begun,
    EntryKind,
    EntryTold,
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
        return notice_of_payment(payment, f"charge {order.attempt_id}") or Notice(
            id=f"charge {order.attempt_id}",
            kind=NoticeKind.BEGAN,
            told_as="payments",
            happened_at=instant_of(text(payment, "created_at")),
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
                return notice_of_cancelled(request, f"fetch {gateway_id} cancelled") if is_over else None
        return notice_of_payment(self._ask("payments", name), f"fetch {gateway_id}")

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
        whole = [item for item in items if ITEMS.get(text(item, "type")) is not EntryKind.FEE]
        entries = [entry_of_item(item, place, currency) for place, item in enumerate(whole, start=1)]
        others = sum(entry.amount.minor_units for entry in entries)
        exact = sum((exact_amount(item) for item in items), Decimal(0))
        fees = round_half_away(exact) - others
        if fees:
            zero = Money.zero(currency)
            entries.append(EntryTold(EntryKind.FEE, f"{payout_id} fees", Money(fees, currency), zero))
        return PayoutTold(
            payout_id=payout_id,
            amount=amount,
            arrival_date=day_of(text(payout, "arrival_date")),
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

    def check(self) -> None:
        """Who collects: a token belongs to a creditor at least."""
        try:
            said = self._web.ask("/creditors?limit=1")
        except Answered as answered:
            raise _refused(answered) from None
        if not isinstance(said.get("creditors"), list):
            raise GatewayNotReached(reason="its answer has no creditors.")

    def read_notices(self, headers: Mapping[str, str], body: bytes, at: datetime) -> Sequence[Notice]:  # noqa: ARG002
        """Webhook-Signature: HMAC-SHA256 over the body, in hexadecimal; it has no time, events are known by ids."""
        expected = hmac.digest(self._secret.encode(), body, "sha256").hex()
        if not hmac.compare_digest(expected.encode(), headers.get("webhook-signature", "").encode()):
            raise NoticeNotGenuine(reason="its signature is wrong.")
        events = object_of(body).get("events")
        if not isinstance(events, list) or not all(text(event, "id") for event in events):
            raise NoticeNotGenuine(reason="it holds no events.")
        return [notice_of_event(event) for event in events]

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
