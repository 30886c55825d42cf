"""What is done to many messages at once is done to those that allow it, and to no other."""

from datetime import timedelta

import pytest
from tests.support.unchanged import nothing_changes

from openbill.messaging.commands.cancel_messages import cancel_messages
from openbill.messaging.commands.claim_messages import claim_messages
from openbill.messaging.commands.return_claims import return_claim
from openbill.messaging.commands.send_messages_again import send_messages_again
from openbill.messaging.errors import MessageUnknown, ReasonMissing
from openbill.messaging.events import MessageWasCancelled, MessageWasQueuedAgain
from openbill.messaging.tests.messages import NOON, a_firm, composed, details_of, events_of, state_of
from openbill.primitives.identifiers import new_identifier


def test_those_that_wait_are_cancelled_for_one_reason():
    firm = a_firm()
    claimed = composed(firm)
    claim_messages(limit=1, context=firm.at())
    first, second = composed(firm), composed(firm)

    count = cancel_messages(
        message_ids=[first.message_id, second.message_id, claimed.message_id], reason="Paid", context=firm.at()
    )

    assert count == 2
    assert [state_of(firm, each) for each in (first, second, claimed)] == ["cancelled", "cancelled", "sending"]
    assert details_of(firm, first.message_id).summary.state_reason == "Paid"
    assert {event.message_id for event in events_of(firm, MessageWasCancelled)} == {
        first.message_id,
        second.message_id,
    }
    assert cancel_messages(message_ids=[first.message_id], reason="Again", context=firm.at()) == 0
    assert details_of(firm, first.message_id).summary.state_reason == "Paid"


def test_those_in_doubt_are_queued_anew():
    firm = a_firm()
    doubtful = composed(firm)
    claim = claim_messages(limit=1, context=firm.at())
    return_claim(claim_id=claim.claim_id, in_doubt=True, context=firm.at())
    waiting = composed(firm)
    assert state_of(firm, doubtful) == "uncertain"
    later = NOON + timedelta(hours=1)

    count = send_messages_again(message_ids=[doubtful.message_id, waiting.message_id], context=firm.at(later))

    assert count == 1
    assert state_of(firm, doubtful) == "queued"
    assert details_of(firm, doubtful.message_id).summary.send_after == later
    assert details_of(firm, waiting.message_id).summary.send_after == NOON
    assert events_of(firm, MessageWasQueuedAgain) == [MessageWasQueuedAgain(doubtful.message_id, firm.customer)]


def test_one_that_is_unknown_or_a_reason_that_is_missing_leaves_all_as_they_are():
    firm = a_firm()
    message = composed(firm).message_id
    with nothing_changes(firm.id):
        with pytest.raises(MessageUnknown):
            cancel_messages(message_ids=[message, new_identifier()], reason="Paid", context=firm.at())
        with pytest.raises(ReasonMissing):
            cancel_messages(message_ids=[message], reason=" ", context=firm.at())
