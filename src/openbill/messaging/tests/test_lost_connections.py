"""A connection that is lost before the mail is through costs a repetition; after it, a doubt."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.support.unchanged import nothing_changes

from openbill.messaging.commands.cancel_message import cancel_message
from openbill.messaging.commands.confirm_message_was_sent import confirm_message_was_sent
from openbill.messaging.commands.send_again import send_again
from openbill.messaging.commands.send_messages import MessagesSent
from openbill.messaging.errors import MessageIsNotUncertain
from openbill.messaging.events import MessageBecameUncertain, MessageWasQueuedAgain, MessageWasSent
from openbill.messaging.tests.mail_server import mail_server
from openbill.messaging.tests.messages import NOON, a_firm, composed, details_of, events_of, sent, state_of
from openbill.messaging.tests.scripted_server import Conversation, scripted_server
from openbill.messaging.types import Mail, MailAttachment
from openbill.primitives.lifecycle import NotPossibleInState

LATER = NOON + timedelta(minutes=2)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("fault", [Conversation.hang_up, Conversation.be_silent])
def test_a_connection_lost_before_the_mail_was_begun_is_a_temporary_failure(step, fault):
    firm = a_firm()
    message = composed(firm)
    with scripted_server(step, fault) as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent(deferred=1)
        assert sent(firm, sender, at=LATER) == MessagesSent(sent=1)
    assert server.taken == 1
    assert [each.outcome for each in details_of(firm, message.message_id).attempts] == ["temporary", "accepted"]


def test_a_connection_lost_in_the_middle_of_a_large_mail_is_a_temporary_failure():
    firm = a_firm()
    message = composed(firm, body="x" * 190_000, html="<p>" + "y" * 190_000)
    with scripted_server("content", Conversation.hang_up) as server, server.sender() as sender:
        large = _Padded(sender, 20_000_000)
        assert sent(firm, large) == MessagesSent(deferred=1)
        assert server.taken == 0
        assert sent(firm, sender, at=LATER) == MessagesSent(sent=1)
    assert server.taken == 1
    assert details_of(firm, message.message_id).attempts[0].reply.startswith("The connection broke: ")


class _Padded:
    """Sends each mail with an attachment that no buffer holds."""

    def __init__(self, sender, size):
        self.sender, self.size = sender, size

    def send(self, mail: Mail):
        attachment = MailAttachment("large.bin", "application/octet-stream", bytes(self.size))
        return self.sender.send(replace(mail, attachments=(attachment,)))


@pytest.mark.parametrize("fault", [Conversation.hang_up, Conversation.be_silent])
def test_a_connection_lost_after_the_whole_mail_is_a_doubt_and_the_mail_is_not_sent_again(fault):
    firm = a_firm()
    message, other = composed(firm, send_after=NOON - timedelta(hours=1)), composed(firm)
    with scripted_server("end", fault) as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent(sent=1, uncertain=1)
        assert sent(firm, sender, at=NOON + timedelta(days=30)) == MessagesSent()
    assert server.taken == 2
    details = details_of(firm, message.message_id)
    assert (details.summary.state, state_of(firm, other)) == ("uncertain", "sent")
    assert details.summary.state_reason.startswith(
        "The mail went to the server, whose answer never came: it may have been sent or not: "
    )
    assert events_of(firm, MessageBecameUncertain) == [MessageBecameUncertain(message.message_id, firm.customer)]


def test_a_greeting_that_never_comes_ends_the_round():
    firm = a_firm()
    composed(firm)
    with scripted_server("EHLO", Conversation.be_silent) as server, server.sender() as sender:
        result = sent(firm, sender)
    assert result.deferred == 1
    assert result.stopped.startswith("The mail server cannot be used: ")


def test_an_answer_that_is_none_after_the_whole_mail_is_a_doubt():
    firm = a_firm()
    message = composed(firm)
    with (
        scripted_server("end", lambda conversation: conversation.say("what?")) as server,
        server.sender() as sender,
    ):
        assert sent(firm, sender) == MessagesSent(uncertain=1)
    assert state_of(firm, message) == "uncertain"


def an_uncertain_message(firm):
    message = composed(firm)
    with scripted_server("end", Conversation.hang_up) as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent(uncertain=1)
    return message


def test_a_person_who_found_the_mail_confirms_it_and_it_counts_as_sent_then():
    firm = a_firm()
    message = an_uncertain_message(firm)
    confirm_message_was_sent(message_id=message.message_id, context=firm.at(NOON + timedelta(days=1)))
    details = details_of(firm, message.message_id)
    assert (details.summary.state, details.summary.sent_at) == ("sent", details.attempts[0].at)
    assert events_of(firm, MessageWasSent) == [MessageWasSent(message.message_id, firm.customer)]
    with nothing_changes(firm.id), pytest.raises(MessageIsNotUncertain, match="The message is sent"):
        confirm_message_was_sent(message_id=message.message_id, context=firm.at())


def test_a_person_who_found_no_trace_of_it_has_it_sent_again_under_the_same_message_id():
    firm = a_firm()
    message = an_uncertain_message(firm)
    send_again(message_id=message.message_id, context=firm.at(NOON + timedelta(days=1)))
    assert events_of(firm, MessageWasQueuedAgain) == [MessageWasQueuedAgain(message.message_id, firm.customer)]
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender, at=NOON + timedelta(days=1)) == MessagesSent(sent=1)
    assert server.identifiers() == [f"<{message.message_id}@anna.example>"]
    assert [(each.number, each.outcome) for each in details_of(firm, message.message_id).attempts] == [
        (1, "uncertain"),
        (2, "accepted"),
    ]
    with nothing_changes(firm.id), pytest.raises(NotPossibleInState, match="This message is sent"):
        send_again(message_id=message.message_id, context=firm.at())


def test_an_uncertain_message_can_be_cancelled():
    firm = a_firm()
    message = an_uncertain_message(firm)
    cancel_message(message_id=message.message_id, reason="Called instead.", context=firm.at())
    assert details_of(firm, message.message_id).summary.state_reason == "Called instead."
    assert state_of(firm, message) == "cancelled"
