"""The built-in gateway: payments on a page of our own, and notices as a real one sends them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from standardwebhooks.webhooks import Webhook as Signed
from standardwebhooks.webhooks import WebhookVerificationError

from openbill.gateways.adapters.read_json import money, number, object_of, text
from openbill.gateways.errors import GatewayNotReached, NoticeNotGenuine
from openbill.gateways.policies.decline_codes_of_test_gateway import TEST_DECLINE_CODES
from openbill.gateways.policies.last_day_of_card import last_day_of_card
from openbill.gateways.types import Access, Begun, MethodTold, Notice, NoticeKind, Order, PayoutTold
from openbill.primitives.money import Money

_KINDS = {
    "payment.pending": NoticeKind.BEGAN,
    "payment.succeeded": NoticeKind.SUCCEEDED,
    "payment.failed": NoticeKind.FAILED,
    "payment.refunded": NoticeKind.REFUNDED,
    "payment.disputed": NoticeKind.DISPUTED,
    "payment.dispute_won": NoticeKind.DISPUTE_WON,
    "method.updated": NoticeKind.METHOD_TOLD,
    "payout.paid": NoticeKind.PAID_OUT,
}


class Counter(Protocol):
    """The gateway's side of the counter, wherever it keeps its books."""

    def order(self, access: Access, order: Order) -> tuple[UUID, str]:
        """Its name of the payment, and the page where the payer pays."""

    def charge(self, access: Access, order: Order, code: str) -> dict[str, Any]:
        """Collect without the payer; `code` is how it ends, blank where it succeeds. The message that tells it."""

    def look(self, access: Access, payment_id: UUID) -> dict[str, Any] | None:
        """The message that tells how a payment stands; None where nothing is decided."""

    def refund(self, access: Access, payment_id: UUID, amount: Money, key: str) -> str:
        """Give back; its name of the refund."""

    def payout(self, access: Access, payout_ref: str) -> PayoutTold | None:
        """What a payout is made of."""


class TestGateway:
    """One account at the test gateway."""

    __test__ = False

    def __init__(self, access: Access, counter: Counter) -> None:
        self._access, self._counter = access, counter

    def begin(self, order: Order) -> Begun:
        payment_id, url = self._counter.order(self._access, order)
        return Begun(str(payment_id), url)

    def charge(self, order: Order, token: str) -> Notice:
        code = token.removeprefix("tok_").rpartition("_")[0]
        return _notice(self._counter.charge(self._access, order, "" if code == "ok" else code))

    def fetch(self, gateway_id: str) -> Notice | None:
        found = self._counter.look(self._access, UUID(gateway_id))
        return None if found is None else _notice(found)

    def refund(self, payment_ref: str, amount: Money, key: str) -> str:
        return self._counter.refund(self._access, UUID(payment_ref), amount, key)

    def payout(self, payout_id: str) -> PayoutTold:
        found = self._counter.payout(self._access, payout_id)
        if found is None:
            raise GatewayNotReached(reason=f"it has no payout {payout_id}.")
        return found

    def check(self) -> None:
        """It has no key that could be wrong: who may open it at all is let in."""

    def read_notices(self, headers: Mapping[str, str], body: bytes, at: datetime) -> Sequence[Notice]:  # noqa: ARG002
        """Standard Webhooks: signed with the time, and good for five minutes."""
        try:
            Signed(self._access.secrets["notice_secret"]).verify(body, dict(headers))
        except (WebhookVerificationError, ValueError, UnicodeError):
            raise NoticeNotGenuine(reason="its signature or its time is wrong.") from None
        said = object_of(body)
        # What is signed is the name in the headers; a body under another one is somebody else's.
        if text(said, "id") != headers.get("webhook-id"):
            raise NoticeNotGenuine(reason="it has two names.")
        try:
            return [_notice(said)]
        except (ValueError, TypeError):
            raise NoticeNotGenuine(reason="it is no event.") from None


def _notice(said: Mapping[str, Any]) -> Notice:
    kind, data = text(said, "type"), said.get("data")
    method = data.get("method") if isinstance(data, dict) else None
    attempt = text(data, "attempt")
    return Notice(
        id=text(said, "id"),
        kind=_KINDS.get(kind, NoticeKind.OTHER),
        told_as=kind,
        happened_at=datetime.fromisoformat(text(said, "created")),
        attempt_id=UUID(attempt) if attempt else None,
        gateway_id=text(data, "payment"),
        payment_ref=text(data, "payment"),
        amount=_amount(data),
        reason=TEST_DECLINE_CODES.get(text(data, "code")),
        code=text(data, "code"),
        refund_ref=text(data, "refund"),
        payout_id=text(data, "payout"),
        method=_method(method) if method else None,
    )


def _method(method: Any) -> MethodTold:
    expires_on = last_day_of_card(number(method, "exp_year"), number(method, "exp_month"))
    return MethodTold(text(method, "token"), text(method, "label"), expires_on)


def _amount(data: Any) -> Money | None:
    """What it is over, where it says so: an amount that is none is no reason to take the whole."""
    amount = money(number(data, "amount"), text(data, "currency"))
    if amount is None and isinstance(data, dict) and data.get("amount") is not None:
        raise ValueError("It names an amount that is none.")
    return amount
