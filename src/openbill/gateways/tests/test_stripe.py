"""Stripe is asked as its documents say, and understood: against a server that answers as Stripe does."""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from openbill.gateways.adapters.stripe.stripe import ROWS, Stripe
from openbill.gateways.errors import GatewayNotReached, NoticeNotGenuine
from openbill.gateways.types import Access, DeclineReason, EntryKind, GatewayKind, MethodTold, Notice, NoticeKind, Order
from openbill.primitives.money import Money

from .vendor_server import Asked, Vendor, a_vendor

ATTEMPT = UUID("0190a000-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
SECRET = "whsec_test"
ORDER = Order(ATTEMPT, Money(125_50, "EUR"), "INV-1, INV-2", "https://firm.example/pay/x/done", "de")


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    with a_vendor() as vendor:
        yield vendor


@pytest.fixture
def stripe(vendor: Vendor) -> Stripe:
    secrets = {"api_key": "sk_test_1", "notice_secret": SECRET}
    return Stripe(Access(ATTEMPT, ATTEMPT, GatewayKind.STRIPE, secrets), base_url=vendor.url)


def test_a_payer_is_sent_to_a_checkout_session(stripe: Stripe, vendor: Vendor):
    vendor.says("POST /v1/checkout/sessions", (200, {"id": "cs_1", "url": "https://checkout.stripe.com/c/pay/cs_1"}))

    begun = stripe.begin(ORDER)
    stripe.begin(ORDER)

    assert (begun.gateway_id, begun.url) == ("cs_1", "https://checkout.stripe.com/c/pay/cs_1")
    first, second = vendor.asked
    assert first.headers["authorization"] == "Bearer sk_test_1"
    assert first.headers["stripe-version"] == "2024-06-20"
    assert first.headers["content-type"] == "application/x-www-form-urlencoded"
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"] == f"begin {ATTEMPT}"
    assert first.form == {
        "mode": "payment",
        "client_reference_id": str(ATTEMPT),
        "line_items[0][quantity]": "1",
        "line_items[0][price_data][currency]": "eur",
        "line_items[0][price_data][unit_amount]": "12550",
        "line_items[0][price_data][product_data][name]": "INV-1, INV-2",
        "success_url": ORDER.return_url,
        "cancel_url": ORDER.return_url,
        "locale": "de",
        "metadata[attempt]": str(ATTEMPT),
        "payment_intent_data[metadata][attempt]": str(ATTEMPT),
    }


def test_its_key_is_tried_by_asking_for_the_balance(stripe: Stripe, vendor: Vendor):
    wrong = {"error": {"message": "Invalid API Key provided"}}
    vendor.says("GET /v1/balance", (200, {"object": "balance"}), (401, wrong))
    stripe.check()
    with pytest.raises(GatewayNotReached, match=r"it answered 401\. Invalid API Key provided"):
        stripe.check()


def test_a_method_is_kept_for_later_only_where_it_is_asked_for(stripe: Stripe, vendor: Vendor):
    vendor.says("POST /v1/checkout/sessions", (200, {"id": "cs_1", "url": "https://checkout.stripe.com/x"}))
    stripe.begin(Order(ATTEMPT, ORDER.amount, "INV-1", "https://firm.example/x", saves_method=True))
    assert vendor.asked[0].form["payment_intent_data[setup_future_usage]"] == "off_session"
    assert vendor.asked[0].form["customer_creation"] == "always"


INTENT = {
    "id": "pi_1", "object": "payment_intent", "status": "succeeded", "amount": 12550, "amount_received": 12550,
    "currency": "eur", "created": int(NOW.timestamp()), "metadata": {"attempt": str(ATTEMPT)},
}  # fmt: skip


def test_a_saved_method_is_charged_without_the_payer(stripe: Stripe, vendor: Vendor):
    vendor.says("POST /v1/payment_intents", (200, INTENT))
    notice = stripe.charge(ORDER, "cus_1/pm_1")

    form = vendor.asked[0].form
    assert (form["customer"], form["payment_method"], form["off_session"], form["confirm"]) == (
        "cus_1", "pm_1", "true", "true",
    )  # fmt: skip
    assert (notice.kind, notice.gateway_id, notice.payment_ref) == (NoticeKind.SUCCEEDED, "pi_1", "pi_1")
    assert notice.amount == ORDER.amount


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("insufficient_funds", DeclineReason.INSUFFICIENT_FUNDS),
        ("lost_card", DeclineReason.LOST_OR_STOLEN),
        ("never_heard_of", DeclineReason.DECLINED),
    ],
)
def test_a_declined_charge_is_an_answer(stripe: Stripe, vendor: Vendor, code: str, reason: DeclineReason):
    failed = {**INTENT, "status": "requires_payment_method", "last_payment_error": {"decline_code": code}}
    vendor.says("POST /v1/payment_intents", (402, {"error": {"payment_intent": failed}}))
    notice = stripe.charge(ORDER, "cus_1/pm_1")
    assert (notice.kind, notice.reason, notice.code) == (NoticeKind.FAILED, reason, code)


def test_a_bank_that_wants_the_payer_is_told_apart(stripe: Stripe, vendor: Vendor):
    vendor.says("POST /v1/payment_intents", (200, {**INTENT, "status": "requires_action"}))
    assert stripe.charge(ORDER, "cus_1/pm_1").reason is DeclineReason.AUTHENTICATION_NEEDED
    vendor.says("POST /v1/payment_intents", (200, {**INTENT, "status": "processing"}))
    assert stripe.charge(ORDER, "cus_1/pm_1").kind is NoticeKind.BEGAN


def test_how_a_try_stands_is_asked(stripe: Stripe, vendor: Vendor):
    path = "GET /v1/checkout/sessions/cs_1"
    vendor.says(path, (200, {"id": "cs_1", "status": "open", "payment_intent": None}))
    assert stripe.fetch("cs_1") is None
    vendor.says(path, (200, {"id": "cs_1", "status": "complete", "payment_intent": INTENT}))
    assert stripe.fetch("cs_1").kind is NoticeKind.SUCCEEDED
    vendor.says(path, (200, {"id": "cs_1", "status": "expired", "metadata": {"attempt": str(ATTEMPT)}}))
    gone = stripe.fetch("cs_1")
    assert (gone.kind, gone.reason, gone.attempt_id) == (NoticeKind.FAILED, DeclineReason.ABANDONED, ATTEMPT)


def test_a_refund_is_asked_for_once_by_its_key(stripe: Stripe, vendor: Vendor):
    vendor.says("POST /v1/refunds", (200, {"id": "re_1"}))
    assert stripe.refund("pi_1", Money(5_00, "EUR"), "r1") == "re_1"
    assert vendor.asked[0].form == {"payment_intent": "pi_1", "amount": "500"}
    assert vendor.asked[0].headers["idempotency-key"] == "refund r1"


def transaction(place: int, kind: str, amount: int, fee: int, source: Any) -> dict[str, Any]:
    return {"id": f"txn_{place}", "type": kind, "amount": amount, "fee": fee, "currency": "eur", "source": source}


def test_a_payout_is_read_page_by_page(stripe: Stripe, vendor: Vendor):
    payout = {"id": "po_1", "amount": 9_620, "currency": "eur", "arrival_date": 1_772_409_600,
              "statement_descriptor": "FIRM"}  # fmt: skip
    first = [
        transaction(1, "payout", -9_620, 0, "po_1"),
        transaction(2, "charge", 12_550, 201, {"object": "charge", "payment_intent": "pi_1"}),
        transaction(3, "payment", 1_000, 0, {"object": "charge", "payment_intent": None}),
    ]
    second = [
        transaction(4, "refund", -500, 0, {"object": "refund", "payment_intent": "pi_1"}),
        transaction(5, "adjustment", -1_000, 1_500, {"object": "dispute", "payment_intent": "pi_2"}),
        transaction(6, "stripe_fee", -729, 0, None),
    ]

    def page(asked: Asked) -> tuple[int, Any]:
        assert f"payout=po_1&limit={ROWS}" in asked.path
        is_second = "starting_after=txn_3" in asked.path
        return 200, {"data": second if is_second else first, "has_more": not is_second}

    vendor.says("GET /v1/payouts/po_1", (200, payout))
    vendor.says("GET /v1/balance_transactions", page)

    told = stripe.payout("po_1")

    assert (told.amount, told.arrival_date, told.references) == (Money(96_20, "EUR"), date(2026, 3, 2), ("FIRM",))
    assert [
        (entry.kind, entry.amount.minor_units, entry.fee.minor_units, entry.payment_ref) for entry in told.entries
    ] == [
        (EntryKind.PAYMENT, 125_50, 2_01, "pi_1"),
        (EntryKind.PAYMENT, 10_00, 0, ""),
        (EntryKind.REFUND, -5_00, 0, "pi_1"),
        (EntryKind.CHARGEBACK, -10_00, 15_00, "pi_2"),
        (EntryKind.FEE, -7_29, 0, ""),
    ]
    assert sum(entry.amount.minor_units - entry.fee.minor_units for entry in told.entries) == 96_20


@pytest.mark.parametrize(
    "answer", [(500, {}), (429, {}), (401, {"error": {"message": "Invalid API Key"}}), (200, b"<html>"), (200, [])]
)
def test_what_is_no_answer_is_said_so(stripe: Stripe, vendor: Vendor, answer: Any):
    vendor.says("POST /v1/checkout/sessions", answer)
    with pytest.raises(GatewayNotReached) as refused:
        stripe.begin(ORDER)
    assert "sk_test_1" not in str(refused.value)


def test_nobody_there(stripe: Stripe):
    away = Stripe(Access(ATTEMPT, ATTEMPT, GatewayKind.STRIPE, {"api_key": "k", "notice_secret": "s"}),
                  base_url="http://127.0.0.1:1")  # fmt: skip
    with pytest.raises(GatewayNotReached, match="nobody answered"):
        away.begin(ORDER)


def test_currencies_that_stripe_counts_otherwise_are_not_collected(stripe: Stripe, vendor: Vendor):
    for act in (stripe.begin, lambda order: stripe.charge(order, "cus_1/pm_1")):
        with pytest.raises(GatewayNotReached, match="counts ISK in another way"):
            act(Order(ATTEMPT, Money(100, "ISK"), "INV-1", "https://firm.example/x"))
    assert vendor.asked == []


def event(kind: str, thing: dict[str, Any], **more: Any) -> bytes:
    said = {"id": "evt_1", "type": kind, "created": int(NOW.timestamp()), "data": {"object": thing, **more}}
    return json.dumps(said).encode()


def signature(body: bytes, *, at: datetime = NOW, secret: str = SECRET) -> str:
    seconds = int(at.timestamp())
    return f"t={seconds},v1={hmac.digest(secret.encode(), f'{seconds}.'.encode() + body, 'sha256').hex()},v0=ignored"


def read(stripe: Stripe, kind: str, thing: dict[str, Any], **more: Any) -> Notice:
    body = event(kind, thing, **more)
    (notice,) = stripe.read_notices({"stripe-signature": signature(body)}, body, NOW)
    return notice


def test_events_are_understood(stripe: Stripe):
    paid = read(stripe, "payment_intent.succeeded", INTENT)
    assert (paid.kind, paid.attempt_id, paid.payment_ref, paid.amount, paid.happened_at) == (
        NoticeKind.SUCCEEDED, ATTEMPT, "pi_1", ORDER.amount, NOW,
    )  # fmt: skip
    failed = read(stripe, "payment_intent.payment_failed", {**INTENT, "last_payment_error": {"code": "expired_card"}})
    assert (failed.kind, failed.reason, failed.amount) == (NoticeKind.FAILED, DeclineReason.EXPIRED, None)
    session = read(
        stripe, "checkout.session.completed",
        {"id": "cs_1", "payment_intent": "pi_1", "metadata": {"attempt": str(ATTEMPT)}},
    )  # fmt: skip
    assert (session.kind, session.gateway_id, session.payment_ref) == (NoticeKind.BEGAN, "cs_1", "pi_1")
    gone = read(stripe, "checkout.session.expired", {"id": "cs_1", "metadata": {"attempt": str(ATTEMPT)}})
    assert (gone.kind, gone.reason) == (NoticeKind.FAILED, DeclineReason.ABANDONED)
    refund = {"id": "re_1", "payment_intent": "pi_1", "amount": 500, "currency": "eur", "status": "succeeded"}
    back = read(stripe, "refund.updated", refund)
    assert (back.kind, back.refund_ref, back.payment_ref, back.amount) == (
        NoticeKind.REFUNDED, "re_1", "pi_1", Money(5_00, "EUR"),
    )  # fmt: skip
    assert read(stripe, "refund.created", {**refund, "status": "pending"}).kind is NoticeKind.OTHER
    assert read(stripe, "refund.failed", {**refund, "status": "failed"}).kind is NoticeKind.REFUND_FAILED
    dispute = {"id": "dp_1", "payment_intent": "pi_1", "amount": 12550, "currency": "eur"}
    assert read(stripe, "charge.dispute.funds_withdrawn", dispute).kind is NoticeKind.DISPUTED
    assert read(stripe, "charge.dispute.funds_reinstated", dispute).kind is NoticeKind.DISPUTE_WON
    assert read(stripe, "charge.dispute.created", dispute).kind is NoticeKind.OTHER
    payout = read(stripe, "payout.paid", {"id": "po_1", "amount": 1, "currency": "eur"})
    assert (payout.kind, payout.payout_id, payout.payment_ref) == (NoticeKind.PAID_OUT, "po_1", "")
    assert read(stripe, "customer.created", {"id": "cus_1"}).kind is NoticeKind.OTHER


def test_a_method_is_learned_and_ended_by_the_same_token(stripe: Stripe):
    kept = {**INTENT, "setup_future_usage": "off_session", "customer": "cus_1", "payment_method": "pm_1"}
    learned = read(stripe, "payment_intent.succeeded", kept).method
    ended = read(stripe, "payment_method.detached", {"id": "pm_1"}, previous_attributes={"customer": "cus_1"})
    assert learned.token == ended.method.token == "cus_1/pm_1"
    assert "cus_1" not in repr(learned)
    assert read(stripe, "payment_intent.succeeded", INTENT).method is None


def test_what_stripe_did_not_sign_now_is_refused(stripe: Stripe):
    body = event("payment_intent.succeeded", INTENT)
    good = signature(body)
    for header in (
        "",
        "v1=abc",
        f"t={int(NOW.timestamp())}",
        good.replace("v1=", "v0="),
        good.replace("t=", "t=1,t="),
        "t=é,v1=é",
        signature(body + b" "),
        signature(body, secret="whsec_other"),
        signature(body, at=NOW - timedelta(seconds=301)),
        signature(body, at=NOW + timedelta(seconds=301)),
    ):
        with pytest.raises(NoticeNotGenuine):
            stripe.read_notices({"stripe-signature": header}, body, NOW)
    rotated = f"{good},v1={'0' * 64}"
    assert len(stripe.read_notices({"stripe-signature": rotated}, body, NOW + timedelta(seconds=299))) == 1
    for odd in (b"{", b"[]", b"{}", b'{"id": 5, "created": 1}', b"[" * 100_000):
        with pytest.raises(NoticeNotGenuine):
            stripe.read_notices({"stripe-signature": signature(odd)}, odd, NOW)


def test_cards_are_told_of_with_their_last_day(stripe: Stripe):
    card = {"brand": "american_express", "last4": "0005", "exp_month": 2, "exp_year": 2028}
    told = read(stripe, "payment_method.attached", {"id": "pm_1", "customer": "cus_1", "card": card})
    assert (told.kind, told.method) == (
        NoticeKind.METHOD_TOLD,
        MethodTold("cus_1/pm_1", "American Express 0005", date(2028, 2, 29)),
    )
    renewed = read(
        stripe, "payment_method.automatically_updated", {"id": "pm_1", "customer": "cus_1", "card": {"exp_month": 13}}
    )
    assert renewed.method == MethodTold("cus_1/pm_1", "", None)
    assert read(stripe, "payment_method.updated", {"id": "pm_1", "customer": None}).method is None
