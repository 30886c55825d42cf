"""A sender that is killed leaves at most one message in doubt, and none is ever sent twice."""

import json
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from openbill.foundation.tenancy import scope
from openbill.messaging.commands.claim_messages import LEASE, claim_messages
from openbill.messaging.commands.record_deliveries import record_deliveries
from openbill.messaging.commands.send_again import send_again
from openbill.messaging.commands.send_messages import MessagesSent
from openbill.messaging.events import MessageBecameUncertain
from openbill.messaging.queries.check_messages import check_messages
from openbill.messaging.tests.mail_server import MailServer, mail_server
from openbill.messaging.tests.messages import NOON, Firm, a_firm, composed, details_of, events_of, sent, state_of
from openbill.messaging.types import DeliveriesRecorded, Delivery, DeliveryOfMessage, Outcome

AFTER_THE_LEASE = NOON + LEASE + timedelta(minutes=1)


def send_and_die(firm: Firm, server: MailServer, point: str, *, mails_before: int) -> None:
    order = {
        "organization": str(firm.id),
        "port": server.port,
        "point": point,
        "mails_before": mails_before,
        "at": NOON.isoformat(),
    }
    program = [sys.executable, "-m", "openbill.messaging.tests.dying_sender", json.dumps(order)]
    ended = subprocess.run(program, cwd=Path(__file__).parents[4], check=False)
    assert ended.returncode == -signal.SIGKILL


def five_messages(firm: Firm):
    return [composed(firm, send_after=NOON - timedelta(minutes=10 - number)) for number in range(5)]


@pytest.mark.parametrize(
    ("point", "on_the_server"),
    [("after the server took the mail over", 3), ("before the mail is sent", 2)],
)
def test_a_sender_killed_at_its_third_mail_leaves_that_one_in_doubt_and_the_others_to_the_next(point, on_the_server):
    firm = a_firm()
    messages = five_messages(firm)
    with mail_server() as server:
        send_and_die(firm, server, point, mails_before=2)
        assert len(server.mails) == on_the_server
        assert [state_of(firm, each) for each in messages] == ["sent", "sent", "sending", "sending", "sending"]
        with server.sender() as sender:
            assert sent(firm, sender, at=NOON + LEASE - timedelta(minutes=1)) == MessagesSent()
            assert sent(firm, sender, at=AFTER_THE_LEASE) == MessagesSent(sent=2)
            assert [state_of(firm, each) for each in messages] == ["sent", "sent", "uncertain", "sent", "sent"]
            assert sent(firm, sender, at=NOON + timedelta(days=30)) == MessagesSent()
        assert set(Counter(server.identifiers()).values()) == {1}
        assert len(server.mails) == on_the_server + 2
    doubted = details_of(firm, messages[2].message_id)
    assert doubted.summary.state_reason == "The sender ended while it sent this mail: it may have been sent or not."
    assert [(each.number, each.outcome) for each in doubted.attempts] == [(1, "uncertain")]
    assert events_of(firm, MessageBecameUncertain) == [MessageBecameUncertain(messages[2].message_id, firm.customer)]
    with scope(firm.id):
        assert list(check_messages(firm.id)) == []


def accepted(message) -> list[DeliveryOfMessage]:
    return [DeliveryOfMessage(message.message_id, Delivery(Outcome.ACCEPTED, 250, "OK"))]


def a_claim_that_was_returned(firm: Firm):
    messages = five_messages(firm)
    claim = claim_messages(limit=5, context=firm.at())
    assert claim.message_ids == tuple(each.message_id for each in messages)
    again = claim_messages(limit=5, context=firm.at(AFTER_THE_LEASE))
    assert again.message_ids == tuple(each.message_id for each in messages[1:])
    return messages, claim, again


def test_a_sender_that_only_slept_ends_the_doubt_with_its_late_answer_and_may_not_go_on():
    firm = a_firm()
    messages, claim, _ = a_claim_that_was_returned(firm)
    assert state_of(firm, messages[0]) == "uncertain"
    recorded = record_deliveries(
        claim_id=claim.claim_id, deliveries=accepted(messages[0]), context=firm.at(AFTER_THE_LEASE)
    )
    assert recorded == DeliveriesRecorded(("sent",), claim_holds=False)
    details = details_of(firm, messages[0].message_id)
    assert (details.summary.state, details.attempts_in_round) == ("sent", 1)
    assert [each.outcome for each in details.attempts] == ["uncertain", "accepted"]


def test_an_answer_that_comes_after_a_person_has_decided_is_kept_and_changes_nothing_else():
    firm = a_firm()
    messages, claim, _ = a_claim_that_was_returned(firm)
    send_again(message_id=messages[0].message_id, context=firm.at(AFTER_THE_LEASE))
    recorded = record_deliveries(
        claim_id=claim.claim_id, deliveries=accepted(messages[0]), context=firm.at(AFTER_THE_LEASE)
    )
    assert recorded == DeliveriesRecorded(("queued",), claim_holds=False)
    assert [each.outcome for each in details_of(firm, messages[0].message_id).attempts] == ["uncertain", "accepted"]


def test_a_sender_that_slept_between_two_mails_sends_one_more_and_stops():
    """Its third mail is in doubt by then, and so not another sender's; the fourth is, and it does not touch it."""
    firm = a_firm()
    messages = five_messages(firm)
    with mail_server() as server, server.sender() as sender:

        class Sleeping:
            def __init__(self) -> None:
                self.sent = 0

            def send(self, mail):
                self.sent += 1
                if self.sent == 3:
                    # Meanwhile its lease ends, and another sender takes what is left.
                    with server.sender() as other:
                        assert sent(firm, other, at=AFTER_THE_LEASE) == MessagesSent(sent=2)
                return sender.send(mail)

        result = sent(firm, Sleeping())
    assert result == MessagesSent(sent=2, stopped="The claim was returned meanwhile: its time was over.")
    assert [state_of(firm, each) for each in messages] == ["sent"] * 5
    assert len(server.mails) == 5
    assert set(Counter(server.identifiers()).values()) == {1}
