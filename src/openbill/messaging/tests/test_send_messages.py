"""What is due is sent once; what fails for the moment is tried again, what comes back is not."""

import time
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from tests.support.unchanged import everything_of

from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.send_messages import MessagesSent, send_messages
from openbill.messaging.commands.suppress_address import suppress_address
from openbill.messaging.errors import SendingInsideACommand
from openbill.messaging.events import MessageBounced, MessageWasCancelled, MessageWasGivenUp, MessageWasSent
from openbill.messaging.queries.suppressed_addresses import suppressed_addresses
from openbill.messaging.tests.mail_server import free_port, mail_server, text_of
from openbill.messaging.tests.messages import (
    NOON,
    Firm,
    NoFiles,
    a_firm,
    composed,
    details_of,
    events_of,
    sent,
    state_of,
)
from openbill.messaging.types import Delivery, Mail


def suppressed(firm: Firm) -> list[tuple[str, str, str]]:
    with scope(firm.id):
        return [(each.address, each.reason, each.note) for each in suppressed_addresses()]


def test_a_message_that_is_due_is_sent_and_its_attempt_is_kept():
    firm = a_firm()
    message = composed(firm)
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent(sent=1)
        assert sent(firm, sender) == MessagesSent()
    (mail,) = server.mails
    assert (mail["To"], mail["Subject"], text_of(mail)) == (
        "Maria <maria@bert.example>",
        "Your invoice R1",
        "Dear Maria,\nplease pay R1.\n",
    )
    details = details_of(firm, message.message_id)
    assert (details.summary.state, details.summary.state_reason) == ("sent", "")
    assert NOON <= details.summary.sent_at < NOON + timedelta(seconds=30)
    assert (details.provider_message_id, details.attempts_in_round) == ("4QZX1", 1)
    assert [(each.number, each.outcome, each.code, each.reply) for each in details.attempts] == [
        (1, "accepted", 250, "2.0.0 Ok: queued as 4QZX1")
    ]
    assert events_of(firm, MessageWasSent) == [MessageWasSent(message.message_id, firm.customer)]


def test_a_message_is_not_sent_before_its_time():
    firm = a_firm()
    message = composed(firm, send_after=NOON + timedelta(hours=1))
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender, at=NOON + timedelta(minutes=59)) == MessagesSent()
        assert state_of(firm, message) == "queued"
        assert sent(firm, sender, at=NOON + timedelta(minutes=60)) == MessagesSent(sent=1)


def test_many_are_sent_over_one_connection_the_longest_due_first_and_no_more_than_asked_for():
    firm = a_firm()
    for number in range(45):
        composed(firm, subject=f"No {number}", send_after=NOON - timedelta(minutes=number))
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender, limit=42) == MessagesSent(sent=42, has_more=True)
        assert [mail["Subject"] for mail in server.mails] == [f"No {number}" for number in range(44, 2, -1)]
        assert sent(firm, sender) == MessagesSent(sent=3)
    assert list(server.sessions.values()) == [45]


def test_a_round_that_takes_too_long_begins_no_other_mail_and_leaves_the_rest_in_the_queue():
    firm = a_firm()
    messages = [composed(firm, send_after=NOON - timedelta(minutes=9 - number)) for number in range(4)]

    class Slow:
        def send(self, mail: Mail) -> Delivery:
            time.sleep(2.1)
            return sender.send(mail)

    with mail_server() as server, server.sender() as sender:
        assert sent(firm, Slow(), seconds=2) == MessagesSent(sent=1, has_more=True)
        assert [state_of(firm, each) for each in messages] == ["sent", "queued", "queued", "queued"]
        assert sent(firm, sender) == MessagesSent(sent=3)


def test_an_address_that_does_not_exist_bounces_and_is_suppressed():
    firm = a_firm(email="Gone@Bert.example")
    message = composed(firm)
    with mail_server() as server, server.sender() as sender:
        server.answers["Gone@bert.example"] = "550 5.1.1 <Gone@bert.example>: no such user"
        assert sent(firm, sender) == MessagesSent(bounced=1)
        assert sent(firm, sender, at=NOON + timedelta(days=30)) == MessagesSent()
    details = details_of(firm, message.message_id)
    assert details.summary.state == "bounced"
    assert details.summary.state_reason == (
        "The server says that there is no such address: 550 5.1.1 <Gone@bert.example>: no such user"
    )
    assert suppressed(firm) == [("gone@bert.example", "hard_bounce", "550 5.1.1 <Gone@bert.example>: no such user")]
    (bounced,) = events_of(firm, MessageBounced)
    assert (bounced.message_id, bounced.customer_id) == (message.message_id, firm.customer)
    with scope(firm.id):
        assert bounced.suppression_id == suppressed_addresses()[0].id


def test_a_mail_that_the_server_does_not_want_bounces_and_its_address_is_still_written_to():
    firm = a_firm()
    message = composed(firm)
    with mail_server() as server, server.sender() as sender:
        server.answer_to_mail = "554 5.7.1 Rejected as spam"
        assert sent(firm, sender) == MessagesSent(bounced=1)
        assert suppressed(firm) == []
        assert events_of(firm, MessageBounced) == [MessageBounced(message.message_id, firm.customer, None)]
        server.answer_to_mail = "250 OK"
        composed(firm)
        assert sent(firm, sender) == MessagesSent(sent=1)


def test_a_temporary_failure_is_tried_again_after_1_5_30_and_120_minutes_and_a_day_and_then_given_up():
    firm = a_firm()
    message = composed(firm)
    at, distances = NOON, []
    with mail_server() as server, server.sender() as sender:
        server.answers["maria@bert.example"] = "451 4.7.1 Greylisted, come back later"
        for attempt in range(1, 6):
            assert sent(firm, sender, at=at) == MessagesSent(deferred=1), attempt
            due = details_of(firm, message.message_id).summary.send_after
            distances.append(round((due - at).total_seconds() / 60))
            assert sent(firm, sender, at=due - timedelta(seconds=1)) == MessagesSent()
            at = due
        assert distances == [1, 5, 30, 120, 1440]
        assert sent(firm, sender, at=at) == MessagesSent(failed=1)
        assert sent(firm, sender, at=at + timedelta(days=30)) == MessagesSent()
    details = details_of(firm, message.message_id)
    assert (details.summary.state, details.attempts_in_round) == ("failed", 6)
    assert details.summary.state_reason == "It could not be sent for now: 451 4.7.1 Greylisted, come back later"
    assert [(each.number, each.outcome) for each in details.attempts] == [(n, "temporary") for n in range(1, 7)]
    assert events_of(firm, MessageWasGivenUp) == [MessageWasGivenUp(message.message_id, firm.customer)]
    assert suppressed(firm) == []


def test_after_a_temporary_failure_the_others_go_on_and_a_later_attempt_sends_it():
    firm = a_firm()
    slow, quick = composed(firm, recipient_address="slow@bert.example"), composed(firm)
    with mail_server() as server, server.sender() as sender:
        server.answers["slow@bert.example"] = "450 4.2.1 Busy"
        assert sent(firm, sender) == MessagesSent(sent=1, deferred=1)
        assert (state_of(firm, slow), state_of(firm, quick)) == ("deferred", "sent")
        server.answers.clear()
        assert sent(firm, sender, at=NOON + timedelta(minutes=2)) == MessagesSent(sent=1)
    assert details_of(firm, slow.message_id).summary.state_reason == ""
    assert server.recipients() == ["Maria <maria@bert.example>", "Maria <slow@bert.example>"]


def test_where_there_is_no_server_one_message_bears_it_and_the_others_wait_unharmed():
    firm = a_firm()
    first, second, third = (composed(firm, send_after=NOON - timedelta(minutes=m)) for m in (3, 2, 1))
    with mail_server() as server:
        server.port = free_port()
        with server.sender() as sender:
            result = sent(firm, sender)
    assert result == MessagesSent(deferred=1, stopped="The mail server cannot be used: Connection refused")
    assert [state_of(firm, each) for each in (first, second, third)] == ["deferred", "queued", "queued"]
    assert details_of(firm, second.message_id).attempts == ()
    assert details_of(firm, first.message_id).summary.state_reason == (
        "The mail server could not be used: Connection refused"
    )
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender, at=NOON + timedelta(minutes=2)) == MessagesSent(sent=3)


def test_a_server_that_does_not_take_our_sender_ends_the_round_and_suppresses_nobody():
    firm = a_firm()
    composed(firm), composed(firm)
    with mail_server() as server, server.sender() as sender:
        server.answer_to_sender = "553 5.7.1 Sender address rejected: not owned by user"
        result = sent(firm, sender)
    assert (result.deferred, result.stopped) == (
        1,
        "The mail server cannot be used: 5.7.1 Sender address rejected: not owned by user",
    )
    assert suppressed(firm) == []


def test_an_address_that_was_suppressed_meanwhile_is_not_written_to():
    firm = a_firm()
    message = composed(firm)
    suppress_address(address="MARIA@bert.example", reason="opted_out", context=firm.at())
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent(suppressed=1)
    assert server.mails == []
    summary = details_of(firm, message.message_id).summary
    assert (summary.state, summary.state_reason) == (
        "suppressed",
        "The address is on the suppression list (opted out).",
    )


def test_what_the_last_look_names_is_cancelled_and_not_sent():
    firm = a_firm()
    paid, owed = composed(firm, subject="Paid"), composed(firm, subject="Owed")
    seen = []

    def recheck(message_ids: tuple[UUID, ...], context: Context) -> dict[UUID, str]:
        seen.append((set(message_ids), context.organization_id))
        return {paid.message_id: "R1 was paid meanwhile."}

    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender, recheck=recheck) == MessagesSent(sent=1, cancelled=1)
    assert seen == [({paid.message_id, owed.message_id}, firm.id)]
    assert [mail["Subject"] for mail in server.mails] == ["Owed"]
    summary = details_of(firm, paid.message_id).summary
    assert (summary.state, summary.state_reason) == ("cancelled", "R1 was paid meanwhile.")
    assert events_of(firm, MessageWasCancelled) == [MessageWasCancelled(paid.message_id, firm.customer)]


def test_the_claim_is_committed_before_the_last_look_and_given_back_where_it_fails():
    firm = a_firm()
    message = composed(firm)

    def recheck(_ids: tuple[UUID, ...], _context: Context) -> dict[UUID, str]:
        assert state_of(firm, message) == "sending"
        raise ZeroDivisionError

    with mail_server() as server, server.sender() as sender:
        with pytest.raises(ZeroDivisionError):
            sent(firm, sender, recheck=recheck)
        assert state_of(firm, message) == "queued"
        assert details_of(firm, message.message_id).attempts == ()
        assert sent(firm, sender) == MessagesSent(sent=1)


def test_a_sender_that_fails_in_the_middle_leaves_that_message_in_doubt_and_gives_the_others_back():
    firm = a_firm()
    first, second = composed(firm, send_after=NOON - timedelta(minutes=1)), composed(firm)

    class Broken:
        def send(self, mail: Mail) -> Delivery:  # noqa: ARG002
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        sent(firm, Broken())
    assert (state_of(firm, first), state_of(firm, second)) == ("uncertain", "queued")
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent(sent=1)


def test_mails_are_not_sent_inside_a_transaction():
    firm = a_firm()
    message = composed(firm)
    with (
        mail_server() as server,
        server.sender() as sender,
        transaction.atomic(),
        pytest.raises(SendingInsideACommand),
    ):
        send_messages(sender=sender, attachments=NoFiles(), context=firm.at())
    assert (server.mails, state_of(firm, message)) == ([], "queued")


def test_the_log_keeps_nothing_of_what_was_said_or_to_whom():
    firm = a_firm()
    composed(firm, subject="Secret subject", body="Secret body", reason="Maria is in hospital")
    with mail_server() as server, server.sender() as sender:
        server.answers["maria@bert.example"] = "550 5.1.1 <maria@bert.example> gone"
        sent(firm, sender)
    suppress_address(address="maria@bert.example", reason="manual", note="Maria has died", context=firm.at())
    tables = everything_of(firm.id)
    for table in ("command_log", "event", "personal_payload"):
        for said in ("ecret", "maria", "Maria", "hospital", "died"):
            assert said not in str(tables[table]), (table, said)
