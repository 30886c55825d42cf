"""GoCardless is asked as its documents say, and understood: against a server that answers as GoCardless does."""

import hmac
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from openbill.gateways.adapters.gocardless.gocardless import GoCardless
from openbill.gateways.errors import GatewayNotReached, NoticeNotGenuine
from openbill.gateways.types import Access, DeclineReason, EntryKind, GatewayKind, Notice, NoticeKind, Order
from openbill.primitives.money import Money

from .vendor_server import Asked, Vendor, a_vendor

ATTEMPT = UUID("0190a000-0000-7000-8000-000000000001")
NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
ORDER = Order(ATTEMPT, Money(125_50, "GBP"), "INV-1", "https://firm.example/pay/x/done", "en")
SECRET = "s3cret"


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    with a_vendor() as vendor:
        yield vendor


@pytest.fixture
def gocardless(vendor: Vendor) -> GoCardless:
    secrets = {"api_key": "live_1", "notice_secret": SECRET}
    return GoCardless(Access(ATTEMPT, ATTEMPT, GatewayKind.GOCARDLESS, secrets), base_url=vendor.url)


def payment(status: str = "pending_submission", **more: Any) -> dict[str, Any]:
    return {
        "id": "PM1", "status": status, "amount": 12550, "currency": "GBP", "created_at": "2026-11-28T11:00:00.000Z",
        "metadata": {"attempt": str(ATTEMPT)}, **more,
    }  # fmt: skip


def test_a_payer_is_sent_to_the_flow_of_a_billing_request(gocardless: GoCardless, vendor: Vendor):
    vendor.says("POST /billing_requests", (201, {"billing_requests": {"id": "BRQ1"}}))
    flow = {"id": "BRF1", "authorisation_url": "https://pay.gocardless.com/billing/static/flow?id=BRF1"}
    vendor.says("POST /billing_request_flows", (201, {"billing_request_flows": flow}))

    begun = gocardless.begin(Order(ATTEMPT, ORDER.amount, "INV-1", ORDER.return_url, saves_method=True))

    assert (begun.gateway_id, begun.url) == ("BRQ1", flow["authorisation_url"])
    request, led = vendor.asked
    assert request.headers["authorization"] == "Bearer live_1"
    assert request.headers["gocardless-version"] == "2015-07-06"
    assert request.headers["idempotency-key"] == f"begin {ATTEMPT}"
    assert request.json == {
        "billing_requests": {
            "payment_request": {
                "description": "INV-1", "amount": 12550, "currency": "GBP", "metadata": {"attempt": str(ATTEMPT)},
            },
            "metadata": {"attempt": str(ATTEMPT)},
            "mandate_request": {"currency": "GBP"},
        }
    }  # fmt: skip
    assert led.json["billing_request_flows"] == {
        "redirect_uri": ORDER.return_url, "exit_uri": ORDER.return_url, "links": {"billing_request": "BRQ1"},
    }  # fmt: skip


def test_its_token_is_tried_by_asking_whose_it_is(gocardless: GoCardless, vendor: Vendor):
    wrong = {"error": {"message": "Unauthorized"}}
    vendor.says("GET /creditors", (200, {"creditors": []}), (401, wrong), (200, {}))
    gocardless.check()
    for said in (r"it answered 401\. Unauthorized", "its answer has no creditors"):
        with pytest.raises(GatewayNotReached, match=said):
            gocardless.check()


def test_the_same_request_again_leads_to_what_it_made(gocardless: GoCardless, vendor: Vendor):
    conflict = {
        "error": {"errors": [{"reason": "idempotent_creation_conflict", "links": {"conflicting_resource_id": "PM1"}}]}
    }
    vendor.says("POST /payments", (409, conflict))
    vendor.says("GET /payments/PM1", (200, {"payments": payment()}))
    notice = gocardless.charge(ORDER, "MD1")
    assert (notice.kind, notice.payment_ref, notice.attempt_id) == (NoticeKind.BEGAN, "PM1", ATTEMPT)
    assert vendor.asked[0].json["payments"]["links"] == {"mandate": "MD1"}


def test_how_a_try_stands_is_asked(gocardless: GoCardless, vendor: Vendor):
    request = {"id": "BRQ1", "status": "pending", "created_at": "2026-11-28T10:00:00.000Z", "links": {}}
    vendor.says("GET /billing_requests/BRQ1", (200, {"billing_requests": request}))
    assert gocardless.fetch("BRQ1") is None
    vendor.says("GET /billing_requests/BRQ1", (200, {"billing_requests": {**request, "status": "cancelled"}}))
    assert gocardless.fetch("BRQ1").reason is DeclineReason.ABANDONED
    done = {**request, "links": {"payment_request_payment": "PM1"}}
    vendor.says("GET /billing_requests/BRQ1", (200, {"billing_requests": done}))
    vendor.says("GET /payments/PM1", (200, {"payments": payment("submitted")}))
    assert gocardless.fetch("BRQ1") is None
    vendor.says("GET /payments/PM1", (200, {"payments": payment("confirmed")}))
    found = gocardless.fetch("BRQ1")
    assert (found.kind, found.payment_ref, found.amount) == (NoticeKind.SUCCEEDED, "PM1", ORDER.amount)


def test_a_refund_confirms_the_sum_of_all(gocardless: GoCardless, vendor: Vendor):
    vendor.says("GET /payments/PM1", (200, {"payments": payment("confirmed", amount_refunded=100)}))
    vendor.says("POST /refunds", (201, {"refunds": {"id": "RF1"}}))
    assert gocardless.refund("PM1", Money(5_00, "GBP"), "r1") == "RF1"
    assert vendor.asked[1].json["refunds"] == {
        "amount": 500, "total_amount_confirmation": 600, "links": {"payment": "PM1"},
    }  # fmt: skip


def test_a_payout_adds_up_though_fees_have_fractions(gocardless: GoCardless, vendor: Vendor):
    items = [
        {"type": "payment_paid_out", "amount": "12550.0", "links": {"payment": "PM1"}},
        {"type": "gocardless_fee", "amount": "-145.5", "links": {"payment": "PM1"}},
        {"type": "payment_charged_back", "amount": "-1000.0", "links": {"payment": "PM2"}},
    ]
    more = [
        {"type": "payment_refunded", "amount": "-500.0", "links": {"payment": "PM1"}},
        {"type": "gocardless_fee", "amount": "-20.1", "links": {"payment": "PM3"}},
    ]

    def page(asked: Asked) -> tuple[int, Any]:
        is_second = "after=PI9" in asked.path
        cursors = {"cursors": {"after": None if is_second else "PI9"}}
        return 200, {"payout_items": more if is_second else items, "meta": cursors}

    payout = {"id": "PO1", "amount": 10884, "currency": "GBP", "arrival_date": "2026-03-02", "reference": "FIRM-REF"}
    vendor.says("GET /payouts/PO1", (200, {"payouts": payout}))
    vendor.says("GET /payout_items", page)

    told = gocardless.payout("PO1")

    assert (told.amount, told.arrival_date, told.references) == (Money(108_84, "GBP"), date(2026, 3, 2), ("FIRM-REF",))
    assert [(entry.kind, entry.amount.minor_units, entry.payment_ref) for entry in told.entries] == [
        (EntryKind.PAYMENT, 125_50, "PM1"),
        (EntryKind.CHARGEBACK, -10_00, "PM2"),
        (EntryKind.REFUND, -5_00, "PM1"),
        (EntryKind.FEE, -1_66, ""),
    ]
    assert sum(entry.amount.minor_units for entry in told.entries) == 108_84


@pytest.mark.parametrize("answer", [(500, {}), (401, {"error": {"message": "no"}}), (200, {}), (200, b"x")])
def test_what_is_no_answer_is_said_so(gocardless: GoCardless, vendor: Vendor, answer: Any):
    vendor.says("POST /billing_requests", answer)
    with pytest.raises(GatewayNotReached) as refused:
        gocardless.begin(ORDER)
    assert "live_1" not in str(refused.value)


def event(resource: str, action: str, links: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "id": f"EV_{resource}_{action}", "created_at": "2026-11-28T11:30:00.000Z", "resource_type": resource,
        "action": action, "links": links, **more,
    }  # fmt: skip


def read(gocardless: GoCardless, *events: dict[str, Any]) -> list[Notice]:
    body = json.dumps({"events": events}).encode()
    signature = hmac.digest(SECRET.encode(), body, "sha256").hex()
    return list(gocardless.read_notices({"webhook-signature": signature}, body, NOW))


def test_events_of_one_message_are_understood(gocardless: GoCardless):
    fulfilled, confirmed, failed, cancelled, back, late, won, refunded, ended, paid, other = read(
        gocardless,
        event("billing_requests", "fulfilled",
              {"billing_request": "BRQ1", "payment_request_payment": "PM1", "mandate_request_mandate": "MD1"}),
        event("payments", "confirmed", {"payment": "PM1"}, resource_metadata={"attempt": str(ATTEMPT)}),
        event("payments", "failed", {"payment": "PM1"}, details={"cause": "insufficient_funds"}),
        event("payments", "cancelled", {"payment": "PM1"}, details={"cause": "payment_cancelled"}),
        event("payments", "charged_back", {"payment": "PM1"}, details={"cause": "authorisation_disputed"}),
        event("payments", "late_failure_settled", {"payment": "PM1"}),
        event("payments", "chargeback_cancelled", {"payment": "PM1"}),
        event("refunds", "paid", {"refund": "RF1"}),
        event("mandates", "cancelled", {"mandate": "MD1"}, details={"cause": "mandate_cancelled"}),
        event("payouts", "paid", {"payout": "PO1"}),
        event("customers", "created", {"customer": "CU1"}),
    )  # fmt: skip
    assert (fulfilled.kind, fulfilled.gateway_id, fulfilled.payment_ref, fulfilled.method.token) == (
        NoticeKind.METHOD_SAVED, "BRQ1", "PM1", "MD1",
    )  # fmt: skip
    assert (confirmed.kind, confirmed.attempt_id, confirmed.payment_ref) == (NoticeKind.SUCCEEDED, ATTEMPT, "PM1")
    assert (failed.kind, failed.reason) == (NoticeKind.FAILED, DeclineReason.INSUFFICIENT_FUNDS)
    assert cancelled.reason is DeclineReason.ABANDONED
    assert (back.kind, back.code, late.kind) == (NoticeKind.DISPUTED, "authorisation_disputed", NoticeKind.DISPUTED)
    assert won.kind is NoticeKind.DISPUTE_WON
    assert (refunded.kind, refunded.refund_ref) == (NoticeKind.REFUNDED, "RF1")
    assert (ended.kind, ended.method.token) == (NoticeKind.METHOD_ENDED, "MD1")
    assert (paid.kind, paid.payout_id, other.kind) == (NoticeKind.PAID_OUT, "PO1", NoticeKind.OTHER)
    assert confirmed.happened_at == datetime(2026, 11, 28, 11, 30, tzinfo=UTC)


def test_what_gocardless_did_not_sign_is_refused(gocardless: GoCardless):
    body = b'{"events": []}'
    good = hmac.digest(SECRET.encode(), body, "sha256").hex()
    for signature in ("", "é", good[:-1], good.upper(), hmac.digest(b"other", body, "sha256").hex()):
        with pytest.raises(NoticeNotGenuine):
            gocardless.read_notices({"webhook-signature": signature}, body, NOW)
    assert gocardless.read_notices({"webhook-signature": good}, body, NOW) == []
    for odd in (b"{", b"[]", b"{}", b'{"events": [5]}', b'{"events": [{"id": "EV1", "created_at": "x"}]}'):
        with pytest.raises(NoticeNotGenuine):
            gocardless.read_notices({"webhook-signature": hmac.digest(SECRET.encode(), odd, "sha256").hex()}, odd, NOW)
