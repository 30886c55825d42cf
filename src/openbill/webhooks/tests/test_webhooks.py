"""What happened is told once, signed, tried again where it fails, and given up in the end."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from standardwebhooks.webhooks import Webhook as Receiver
from standardwebhooks.webhooks import WebhookVerificationError
from tests.support.api import a_program
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.collections.queries.open_tasks import OpenTask, open_tasks
from openbill.customers.commands.create_customer import create_customer
from openbill.foundation import clock
from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.tenancy import scope
from openbill.webhooks.adapters.safe_post import SafePost
from openbill.webhooks.commands.deliver import deliver
from openbill.webhooks.commands.keep_webhook import change_webhook, create_webhook, remove_webhook, try_webhook
from openbill.webhooks.commands.queue_deliveries import queue_deliveries, replay_deliveries
from openbill.webhooks.errors import EventKindUnknown, NothingToReplay, WebhookAddressWrong, WebhookUnknown
from openbill.webhooks.jobs import tell_webhooks_later
from openbill.webhooks.policies.next_attempt import WAITS, fails_for_too_long, next_attempt_at
from openbill.webhooks.queries.webhooks import deliveries_of_webhook, webhooks
from openbill.webhooks.types import Outcome, Request

from .test_safe_post import a_receiver

URL = "https://hooks.example.com/openbill"
KIND = "CustomerWasCreated"


@dataclass
class Listener:
    """Stands for the address: keeps what it is told and answers as it should."""

    answers: list[Outcome] = field(default_factory=list)
    told: list[Request] = field(default_factory=list)

    def __call__(self, request: Request) -> Outcome:
        self.told.append(request)
        return self.answers.pop(0) if self.answers else Outcome(200)

    @property
    def customers(self) -> list[str]:
        return [json.loads(request.body)["data"]["facts"]["customer_id"] for request in self.told]


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization()


def a_webhook(firm: AnOrganization, *kinds: str) -> tuple[UUID, str]:
    seal_commands(firm.id)
    made = create_webhook(url=URL, kinds=kinds or (KIND,), context=firm.context())
    assert made.secret is not None
    return made.webhook_id, made.secret.get_secret_value()


def a_customer(firm: AnOrganization) -> str:
    customer = create_customer(name="Adler", context=firm.context()).customer_id
    seal_commands(firm.id)
    queue_deliveries(context=firm.context())
    return str(customer)


def states(firm: AnOrganization, webhook_id: UUID) -> list[tuple[str, int]]:
    with scope(firm.id):
        return [(each.state, each.attempts) for each in deliveries_of_webhook(webhook_id)]


def test_an_event_is_told_once_and_signed(firm: AnOrganization):
    webhook, secret = a_webhook(firm)
    listener = Listener()
    customer = a_customer(firm)

    deliver(webhook, post=listener, context=firm.context())
    queue_deliveries(context=firm.context())
    deliver(webhook, post=listener, context=firm.context())

    (request,) = listener.told
    assert request.url == URL
    said = Receiver(secret).verify(request.body.decode(), request.headers)
    assert (said["type"], said["data"]["facts"]["customer_id"]) == (KIND, customer)
    assert states(firm, webhook) == [("delivered", 1)]
    with pytest.raises(WebhookVerificationError):
        Receiver(secret).verify(request.body.decode().replace(customer, customer[::-1]), request.headers)


def test_the_secret_is_shown_once_and_kept_encrypted(firm: AnOrganization):
    program = a_program(firm)
    made = program.post("/webhooks", {"url": URL, "kinds": [KIND]}, key="w")
    again = program.post("/webhooks", {"url": URL, "kinds": [KIND]}, key="w")

    assert made.status == 201
    assert made.said["secret"].startswith("whsec_")
    assert again.said == {**made.said, "secret": None}
    (listed,) = program.get("/webhooks").said["data"]
    assert (listed["url"], listed["kinds"], listed["state"]) == (URL, [KIND], "enabled")
    assert "secret" not in listed
    from openbill.webhooks.models import Webhook

    with scope(firm.id):
        assert made.said["secret"] not in Webhook.objects.get(organization_id=firm.id).secret


def test_what_fails_is_tried_again_later_and_then_given_up(firm: AnOrganization, monkeypatch: pytest.MonkeyPatch):
    webhook, _ = a_webhook(firm)
    a_customer(firm)
    listener = Listener([Outcome(500, "It answered 500.")] * 20)
    now = clock.now()

    for attempt in range(1, len(WAITS) + 1):
        deliver(webhook, post=listener, context=firm.context())
        assert states(firm, webhook) == [("pending", attempt)]
        deliver(webhook, post=listener, context=firm.context())
        assert len(listener.told) == attempt
        now += WAITS[attempt - 1] * 1.3
        monkeypatch.setattr(clock, "now", lambda now=now: now)
    deliver(webhook, post=listener, context=firm.context())

    assert states(firm, webhook) == [("given_up", len(WAITS) + 1)]
    with scope(firm.id):
        (delivery,) = deliveries_of_webhook(webhook)
        assert (delivery.last_status, delivery.last_trouble) == (500, "It answered 500.")


def test_the_waits_grow_over_about_a_day_and_are_spread():
    now = clock.now()

    assert sum(WAITS, timedelta()) == timedelta(hours=22, minutes=21)
    assert list(WAITS) == sorted(WAITS)
    assert next_attempt_at(1, now, 0.0) == now + timedelta(seconds=48)
    assert next_attempt_at(1, now, 1.0) == now + timedelta(seconds=72)
    assert next_attempt_at(len(WAITS) + 1, now, 0.5) is None
    assert not fails_for_too_long(None, now)
    assert not fails_for_too_long(now - timedelta(days=4, hours=23), now)
    assert fails_for_too_long(now - timedelta(days=5), now)


def test_who_takes_nothing_for_days_is_told_no_more(firm: AnOrganization, monkeypatch: pytest.MonkeyPatch):
    webhook, _ = a_webhook(firm)
    a_customer(firm)
    listener = Listener([Outcome(None, "Nobody answered, or not in time.")] * 9)
    start = clock.now()
    deliver(webhook, post=listener, context=firm.context())
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=5, hours=1))

    deliver(webhook, post=listener, context=firm.context())

    with scope(firm.id):
        (listed,) = webhooks()
    assert (listed.state, listed.state_reason) == ("disabled", "Nothing was taken for 5 days.")
    deliver(webhook, post=listener, context=firm.context())
    assert len(listener.told) == 2


def test_an_address_that_is_gone_is_told_no_more_and_can_be_enabled_again(firm: AnOrganization):
    webhook, _ = a_webhook(firm)
    a_customer(firm)
    listener = Listener([Outcome(410, "It answered 410.")])
    deliver(webhook, post=listener, context=firm.context())
    missed = create_customer(name="Missed", context=firm.context()).customer_id
    seal_commands(firm.id)
    assert queue_deliveries(context=firm.context()) == 0

    change_webhook(webhook_id=webhook, is_enabled=True, context=firm.context())
    queue_deliveries(context=firm.context())
    listener.told.clear()
    deliver(webhook, post=listener, context=firm.context())
    assert str(missed) not in listener.customers

    replay_deliveries(webhook_id=webhook, since=clock.now() - timedelta(hours=1), context=firm.context())
    deliver(webhook, post=listener, context=firm.context())
    assert str(missed) in listener.customers


def test_one_delivery_is_replayed_and_no_other(firm: AnOrganization):
    webhook, _ = a_webhook(firm)
    first, second = a_customer(firm), a_customer(firm)
    listener = Listener()
    deliver(webhook, post=listener, context=firm.context())
    assert listener.customers == [first, second]
    with scope(firm.id):
        newest = deliveries_of_webhook(webhook)[0].id

    assert replay_deliveries(webhook_id=webhook, delivery_id=newest, context=firm.context()) == 1
    deliver(webhook, post=listener, context=firm.context())

    assert listener.customers == [first, second, second]
    with nothing_changes(firm.id), pytest.raises(NothingToReplay):
        replay_deliveries(webhook_id=webhook, since=clock.now() + timedelta(days=1), context=firm.context())


def test_only_chosen_kinds_are_told_and_a_trial_to_that_one_alone(firm: AnOrganization):
    chosen, _ = a_webhook(firm, "RoleWasCreated")
    other, _ = a_webhook(firm, KIND)
    a_customer(firm)
    try_webhook(webhook_id=chosen, context=firm.context())
    seal_commands(firm.id)
    queue_deliveries(context=firm.context())
    to_chosen, to_other = Listener(), Listener()

    deliver(chosen, post=to_chosen, context=firm.context())
    deliver(other, post=to_other, context=firm.context())

    assert [json.loads(request.body)["type"] for request in to_chosen.told] == ["WebhookWasTested"]
    assert [json.loads(request.body)["type"] for request in to_other.told] == [KIND]


def test_what_cannot_be_told_is_refused(firm: AnOrganization):
    webhook, _ = a_webhook(firm)
    with nothing_changes(firm.id):
        with pytest.raises(WebhookAddressWrong):
            create_webhook(url="http://hooks.example.com/", context=firm.context())
        with pytest.raises(EventKindUnknown):
            create_webhook(url=URL, kinds=["Nonsense"], context=firm.context())
        with pytest.raises(EventKindUnknown):
            create_webhook(url=URL, kinds=[KIND], context=firm.context(permissions=frozenset({"organizations.manage"})))
        with pytest.raises(WebhookAddressWrong):
            change_webhook(webhook_id=webhook, url="https://x:1/", context=firm.context())


def test_an_address_inside_is_refused_by_the_api_when_it_is_set_up(firm: AnOrganization):
    program, (webhook, _) = a_program(firm), a_webhook(firm)
    with nothing_changes(firm.id):
        for host in ("127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254"):
            for answer in (
                program.post("/webhooks", {"url": f"https://{host}/hooks"}),
                program.call("PATCH", f"/webhooks/{webhook}", {"url": f"https://{host}/hooks"}),
            ):
                assert (answer.status, answer.code) == (422, "webhook_address_wrong")
                assert answer.said["detail"].endswith("its host is not known on the open internet.")


def test_a_removed_webhook_is_told_nothing_and_its_secret_is_forgotten(firm: AnOrganization):
    webhook, _ = a_webhook(firm)
    a_customer(firm)
    remove_webhook(webhook_id=webhook, context=firm.context())
    listener = Listener()

    deliver(webhook, post=listener, context=firm.context())

    assert listener.told == []
    with scope(firm.id):
        assert webhooks() == []
    with pytest.raises(WebhookUnknown):
        change_webhook(webhook_id=webhook, url=URL, context=firm.context())


def test_another_organization_reaches_no_webhook(firm: AnOrganization):
    webhook, _ = a_webhook(firm)
    other = an_organization()
    a_customer(firm)

    with nothing_changes(firm.id):
        for act in (
            lambda: change_webhook(webhook_id=webhook, url=URL, context=other.context()),
            lambda: remove_webhook(webhook_id=webhook, context=other.context()),
            lambda: try_webhook(webhook_id=webhook, context=other.context()),
            lambda: replay_deliveries(webhook_id=webhook, since=clock.now(), context=other.context()),
        ):
            with pytest.raises(WebhookUnknown):
                act()
        listener = Listener()
        deliver(webhook, post=listener, context=other.context())
        assert listener.told == []


def test_the_clock_queues_one_job_for_a_webhook_with_something_due(firm: AnOrganization):
    webhook, _ = a_webhook(firm)
    create_customer(name="Adler", context=firm.context())
    seal_commands(firm.id)

    tell_webhooks_later(clock.now() + timedelta(seconds=1))
    tell_webhooks_later(clock.now() + timedelta(seconds=1))

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'",
            [f"deliver_webhook {firm.id} {webhook}"],
        )
        assert cursor.fetchone() == (1,)
    assert states(firm, webhook) == [("pending", 0)]


def test_from_the_act_to_a_real_server(firm: AnOrganization, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        settings, "CONFIGURATION", settings.CONFIGURATION.model_copy(update={"webhooks_to_loopback": True})
    )
    seal_commands(firm.id)
    with a_receiver() as receiver:
        made = create_webhook(url=receiver.url, kinds=[KIND], context=firm.context())
        customer = a_customer(firm)
        deliver(made.webhook_id, post=SafePost(allows_loopback=True), context=firm.context())

    ((_, headers, body),) = receiver.got
    assert made.secret is not None
    said = Receiver(made.secret.get_secret_value()).verify(body.decode(), headers)
    assert said["data"]["facts"]["customer_id"] == customer
    assert states(firm, made.webhook_id) == [("delivered", 1)]


def test_a_person_is_asked_to_look_after_it_until_it_is_on_again(firm: AnOrganization):
    webhook, _ = a_webhook(firm)
    for _ in range(2):
        a_customer(firm)
        queue_deliveries(context=firm.context())
        deliver(webhook, post=Listener([Outcome(410, "It answered 410.")]), context=firm.context())
        assert [(task.kind, task.customer_id, task.reason) for task in tasks_of(firm)] == [
            (
                "disabled_webhook",
                None,
                f"Nothing is told to {URL} any more: it failed for days, or said that it is gone. Have the program"
                " there looked at; then somebody who manages the firm turns its webhook on again.",
            )
        ]

        change_webhook(webhook_id=webhook, kinds=[KIND, "CustomerWasChanged"], context=firm.context())
        assert len(tasks_of(firm)) == 1
        change_webhook(webhook_id=webhook, kinds=[KIND], is_enabled=True, context=firm.context())
        assert tasks_of(firm) == []


def test_nobody_is_asked_to_look_after_one_that_was_removed(firm: AnOrganization):
    webhook, _ = a_webhook(firm)
    other, _ = a_webhook(firm)
    a_customer(firm)
    for each in (webhook, other):
        deliver(each, post=Listener([Outcome(410, "It answered 410.")]), context=firm.context())
    assert len(tasks_of(firm)) == 2

    remove_webhook(webhook_id=webhook, context=firm.context())

    assert len(tasks_of(firm)) == 1


def tasks_of(firm: AnOrganization) -> list[OpenTask]:
    with scope(firm.id):
        return open_tasks()
