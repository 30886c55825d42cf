"""A notice counts where the gateway signed it, now, and once; a stranger is told nothing."""

import json
from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from django.test import Client
from standardwebhooks.webhooks import Webhook as Signer
from tests.support.paying import AtTheGateway, a_paying_firm, post_by_client, queued, send_queued
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes

from openbill.api.gateway_notices import MOST_BYTES
from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.connect_gateway import disconnect_gateway
from openbill.gateways.commands.keep_notices import keep_notices
from openbill.gateways.commands.press_test_payment import Press
from openbill.gateways.jobs import look_after_gateways
from openbill.gateways.models import GatewayNotice, PaymentAttempt
from openbill.gateways.queries.access_of_account import access_of_account, notices_path
from openbill.gateways.types import MethodTold, Notice, NoticeKind
from openbill.primitives.money import Money


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


def signed(desk: AtTheGateway, body: str, name: str, *, at: timedelta = timedelta(0), secret: str = "") -> int:
    with scope(desk.firm.id):
        own = access_of_account(desk.account_id).secrets["notice_secret"]
        path = notices_path(desk.account_id)
    then = clock.now() + at
    headers = {
        "webhook-id": name,
        "webhook-timestamp": str(int(then.timestamp())),
        "webhook-signature": Signer(secret or own).sign(name, then, body),
    }
    return post_by_client(path, headers, body.encode())


def a_paid_notice(desk: AtTheGateway) -> str:
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    desk.press(desk.begin(desk.request(debt)), Press.PAY)
    return next(each["body"] for each in queued(desk.firm) if "succeeded" in each["body"])


def test_what_is_forged_old_or_changed_is_refused_alike_and_not_kept(desk: AtTheGateway):
    body = a_paid_notice(desk)
    name = json.loads(body)["id"]
    other = a_paying_firm()
    with scope(other.firm.id):
        foreign = access_of_account(other.account_id).secrets["notice_secret"]
        elsewhere = notices_path(other.account_id)
    with nothing_changes(desk.firm.id, other.firm.id):
        answered = [
            signed(desk, body, name, at=timedelta(minutes=-6)),
            signed(desk, body, name, at=timedelta(minutes=6)),
            signed(desk, body, name, secret=foreign),
            signed(desk, body, "evt_another"),
            signed(desk, "{", "evt_1"),
            signed(desk, "[]", "evt_1"),
            post_by_client(elsewhere, {"webhook-id": name}, body.encode()),
            post_by_client(elsewhere.replace(str(other.account_id), str(desk.account_id)), {}, body.encode()),
            post_by_client(elsewhere.replace(str(other.firm.id), str(desk.firm.id)), {}, body.encode()),
        ]
    assert answered == [400] * 9
    assert signed(desk, body, name) == 204


def test_a_replayed_notice_is_answered_and_changes_nothing(desk: AtTheGateway):
    body = a_paid_notice(desk)
    name = json.loads(body)["id"]
    assert signed(desk, body, name) == 204
    desk.read()
    with scope(desk.firm.id):
        before = list(GatewayNotice.objects.filter(organization_id=desk.firm.id).values())
    # The same name with another text, signed by the gateway: what came first counts.
    changed = body.replace('"amount":10000', '"amount":99900')
    assert signed(desk, body, name) == signed(desk, changed, name) == 204
    desk.read()
    with scope(desk.firm.id):
        assert list(GatewayNotice.objects.filter(organization_id=desk.firm.id).values()) == before


def test_too_much_no_length_and_other_methods_are_refused(desk: AtTheGateway):
    with scope(desk.firm.id):
        path = notices_path(desk.account_id)
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    with nothing_changes(desk.firm.id):
        assert client.get(path).status_code == 405
        assert post_by_client(path, {}, b"x" * (MOST_BYTES + 1)) == 413
        assert client.generic("POST", path, b"x", headers={"transfer-encoding": "chunked"}).status_code == 411


def test_a_disconnected_gateway_is_not_listened_to(desk: AtTheGateway):
    body = a_paid_notice(desk)
    name = json.loads(body)["id"]
    with scope(desk.firm.id):
        secret = access_of_account(desk.account_id).secrets["notice_secret"]
        path = notices_path(desk.account_id)
    disconnect_gateway(account_id=desk.account_id, context=desk.firm.context())
    now = clock.now()
    headers = {
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Signer(secret).sign(name, now, body),
    }
    with nothing_changes(desk.firm.id):
        assert post_by_client(path, headers, body.encode()) == 400


def a_notice(name: str, kind: NoticeKind, **details: object) -> Notice:
    return Notice(id=name, kind=kind, told_as=kind.value, happened_at=clock.now(), **details)  # type: ignore[arg-type]


def test_what_comes_before_the_name_of_its_try_waits_for_it(desk: AtTheGateway):
    """Some gateways tell of a payment before they tell whose it is."""
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    gateway_id = str(desk.begin(request))
    amount = Money(100_00, "EUR")
    early = [
        a_notice("e2", NoticeKind.DISPUTED, payment_ref="PM1", amount=amount),
        a_notice("e1", NoticeKind.SUCCEEDED, payment_ref="PM1", amount=amount),
    ]
    keep_notices(account_id=desk.account_id, notices=early, context=desk.firm.context())
    desk.read()
    assert [attempt.state for attempt in desk.attempts(request)] == ["begun"]

    named = a_notice("e3", NoticeKind.BEGAN, gateway_id=gateway_id, payment_ref="PM1")
    keep_notices(account_id=desk.account_id, notices=[named], context=desk.firm.context())
    desk.read()

    assert [attempt.state for attempt in desk.attempts(request)] == ["disputed"]
    assert open_amount(desk.firm, debt) == "100.00"


def test_a_notice_in_another_currency_or_about_nobody_books_nothing(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    gateway_id = str(desk.begin(request))
    keep_notices(
        account_id=desk.account_id,
        notices=[
            a_notice("f1", NoticeKind.SUCCEEDED, gateway_id=gateway_id, amount=Money(100_00, "USD")),
            a_notice("f2", NoticeKind.SUCCEEDED, attempt_id=desk.account_id, amount=Money(100_00, "EUR")),
            a_notice("f3", NoticeKind.METHOD_ENDED, method=MethodTold("tok_unknown", "")),
            a_notice("f4", NoticeKind.OTHER),
        ],
        context=desk.firm.context(),
    )
    desk.read()
    assert open_amount(desk.firm, debt) == "100.00"
    with scope(desk.firm.id):
        notices = GatewayNotice.objects.filter(organization_id=desk.firm.id).order_by("notice_id")
        assert list(notices.values_list("notice_id", "state")) == [
            ("f1", "kept"), ("f2", "ignored"), ("f3", "processed"), ("f4", "ignored"),
        ]  # fmt: skip


def test_a_try_of_which_nothing_was_heard_is_asked_about(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    desk.press(desk.begin(request), Press.PAY)
    assert len(queued(desk.firm)) == 2  # and both are lost
    later = clock.now() + timedelta(minutes=31)

    look_after_gateways(later)
    desk.read()

    assert [attempt.state for attempt in desk.attempts(request)] == ["succeeded"]
    assert open_amount(desk.firm, debt) == "0.00"
    with scope(desk.firm.id):
        assert PaymentAttempt.objects.get(organization_id=desk.firm.id).ended_at < later


def test_late_notices_wait_in_the_queue_for_their_time(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    desk.press(desk.begin(desk.request(debt)), Press.PAY, delay_seconds=3600)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(scheduled_at) FROM procrastinate_jobs"
            " WHERE task_name = 'send_test_notice' AND args ->> 'organization_id' = %s",
            [str(desk.firm.id)],
        )
        (first,) = cursor.fetchone()
    assert timedelta(minutes=59) < first - clock.now() < timedelta(minutes=61)
    assert send_queued(desk.firm) == [204, 204]


def test_the_day_of_a_payment_is_never_tomorrow(desk: AtTheGateway):
    debt = a_debit(desk.firm, a_customer(desk.firm), "100.00")
    request = desk.request(debt)
    gateway_id = str(desk.begin(request))
    ahead = a_notice("g1", NoticeKind.SUCCEEDED, gateway_id=gateway_id, amount=Money(100_00, "EUR"))
    ahead = replace(ahead, happened_at=clock.now().astimezone(UTC) + timedelta(days=3))
    keep_notices(account_id=desk.account_id, notices=[ahead], context=desk.firm.context())
    desk.read()
    assert open_amount(desk.firm, debt) == "0.00"
