"""The clock finds the organizations that have something to send, and a job sends it."""

import functools
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from pydantic import SecretStr

import openbill.wiring.schedule as schedule
from openbill.foundation import clock
from openbill.messaging import ports
from openbill.messaging.commands.claim_messages import LEASE, claim_messages
from openbill.messaging.commands.send_messages import send_messages
from openbill.messaging.errors import MailNotConnected, MailServerUnknown
from openbill.messaging.jobs import organizations_with_due_messages, send_due_messages, send_due_messages_later
from openbill.messaging.tests.mail_server import mail_server
from openbill.messaging.tests.messages import a_firm, composed, state_of
from openbill.wiring.adapters import connect_adapters, open_mail_sender


@pytest.fixture
def configured(monkeypatch):
    """Point the installation at a mail server."""

    def point(port: int | None) -> None:
        found = SimpleNamespace(
            smtp_url=SecretStr(f"smtp://127.0.0.1:{port}?tls=none") if port else None,
            mail_from="Anna Ltd <billing@anna.example>" if port else None,
            has_mail_server=bool(port),
        )
        monkeypatch.setattr(settings, "CONFIGURATION", found)

    connect_adapters()
    return point


def jobs_of(firm) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE task_name = 'send_due_messages'"
            " AND args ->> 'organization_id' = %s",
            [str(firm.id)],
        )
        return [row[0] for row in cursor.fetchall()]


def test_organizations_with_something_due_are_found_and_no_others():
    now = clock.now()
    due, later, held, claimed = a_firm(), a_firm(), a_firm(safe_mode=True), a_firm()
    composed(due, at=now)
    composed(later, at=now, send_after=now + timedelta(hours=1))
    composed(held, at=now)
    composed(claimed, at=now)
    claim_messages(limit=1, context=claimed.at(now))

    def found(at):
        return {each.id for each in (due, later, held, claimed)} & set(organizations_with_due_messages(at))

    assert found(now) == {due.id}
    assert found(now + timedelta(hours=2)) == {due.id, later.id, claimed.id}
    assert found(now + LEASE - timedelta(seconds=1)) == {due.id}


def test_a_job_is_queued_for_each_of_them_and_one_waits_at_most():
    firm = a_firm()
    composed(firm, at=clock.now())
    send_due_messages_later(clock.now())
    send_due_messages_later(clock.now())
    assert jobs_of(firm) == ["todo"]


def test_the_job_sends_over_the_configured_server_under_the_configured_address(configured):
    firm = a_firm()
    message = composed(firm, at=clock.now())
    with mail_server() as server:
        configured(server.port)
        assert send_due_messages(organization_id=str(firm.id)) == 1
        assert send_due_messages(organization_id=str(firm.id)) == 0
    (mail,) = server.mails
    assert mail["From"].addresses[0].addr_spec == "billing@anna.example"
    assert state_of(firm, message) == "sent"


def test_the_clock_queues_nothing_without_a_server_and_says_that_messages_wait(configured, caplog):
    firm = a_firm()
    composed(firm, at=clock.now())
    configured(None)
    assert schedule.send_all_due_messages(timestamp=0) == 0
    assert jobs_of(firm) == []
    assert "Messages wait, and no mail server is configured." in caplog.text
    with pytest.raises(MailServerUnknown), open_mail_sender():
        raise AssertionError("It was opened.")


def test_the_clock_queues_what_is_due_where_there_is_a_server(configured):
    firm = a_firm()
    composed(firm, at=clock.now())
    configured(25)
    assert schedule.send_all_due_messages(timestamp=0) >= 1
    assert jobs_of(firm) == ["todo"]


def test_a_round_that_ended_early_is_told_without_addresses(configured, caplog):
    firm = a_firm()
    composed(firm, at=clock.now())
    with mail_server() as server:
        server.answer_to_sender = "553 5.7.1 <billing@anna.example> not yours"
        configured(server.port)
        assert send_due_messages(organization_id=str(firm.id)) == 0
    assert "Sending ended early: The mail server cannot be used: 5.7.1 <(address)> not yours" in caplog.text
    assert "@" not in " ".join(each.message for each in caplog.records if each.name.startswith("openbill"))


def test_a_job_that_leaves_something_due_queues_the_next_one(configured, monkeypatch):
    firm = a_firm()
    for _ in range(3):
        composed(firm, at=clock.now())
    monkeypatch.setattr("openbill.messaging.jobs.send_messages", functools.partial(send_messages, limit=2))
    with mail_server() as server:
        configured(server.port)
        assert send_due_messages(organization_id=str(firm.id)) == 2
        assert jobs_of(firm) == ["todo"]
        assert send_due_messages(organization_id=str(firm.id)) == 1
        assert jobs_of(firm) == ["todo"]


def test_without_a_connection_to_the_wiring_nothing_is_sent(monkeypatch):
    monkeypatch.setattr(ports, "_connected", None)
    with pytest.raises(MailNotConnected):
        send_due_messages(organization_id=str(a_firm().id))
