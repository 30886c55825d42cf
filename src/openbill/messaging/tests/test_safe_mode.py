"""In safe mode nothing goes outside: it is composed, shown and kept, and a person decides what becomes of it."""

from datetime import timedelta

import pytest
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes

from openbill.foundation.tenancy import scope
from openbill.messaging.commands.cancel_message import cancel_message
from openbill.messaging.commands.discard_held_messages import discard_held_messages
from openbill.messaging.commands.enter_safe_mode import enter_safe_mode
from openbill.messaging.commands.hand_over_messages import hand_over_messages
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.messaging.commands.release_held_messages import release_held_messages
from openbill.messaging.commands.send_messages import MessagesSent
from openbill.messaging.commands.suppress_address import suppress_address
from openbill.messaging.errors import MessageUnknown, ReasonMissing, SafeModeIsOn, SafeModeUnchanged
from openbill.messaging.events import (
    HeldMessagesWereDiscarded,
    HeldMessagesWereReleased,
    MessageWasCancelled,
    MessageWasSent,
    SafeModeWasEntered,
    SafeModeWasLeft,
)
from openbill.messaging.queries.outbox import outbox
from openbill.messaging.tests.mail_server import mail_server
from openbill.messaging.tests.messages import NOON, a_firm, composed, details_of, events_of, sent, state_of
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.lifecycle import NotPossibleInState

LATER = NOON + timedelta(days=1)


def test_a_new_organization_holds_its_messages_with_the_recipient_they_would_have_had():
    firm = a_firm(safe_mode=True)
    message = composed(firm)
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent()
    assert server.mails == []
    summary = details_of(firm, message.message_id).summary
    assert (summary.state, summary.state_reason, summary.recipient_address) == (
        "held",
        "The organization is in safe mode.",
        "maria@bert.example",
    )


def test_to_leave_safe_mode_releases_nothing_by_itself():
    firm = a_firm(safe_mode=True)
    message = composed(firm)
    leave_safe_mode(context=firm.at())
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent()
        assert state_of(firm, message) == "held"
        assert release_held_messages(context=firm.at(LATER)) == 1
        assert details_of(firm, message.message_id).summary.send_after == LATER
        assert sent(firm, sender, at=LATER) == MessagesSent(sent=1)
    assert events_of(firm, SafeModeWasLeft) == [SafeModeWasLeft(firm.id)]
    assert events_of(firm, HeldMessagesWereReleased) == [HeldMessagesWereReleased(1, (message.message_id,))]


def test_in_safe_mode_nothing_is_released():
    firm = a_firm(safe_mode=True)
    composed(firm)
    with nothing_changes(firm.id), pytest.raises(SafeModeIsOn):
        release_held_messages(context=firm.at())


def test_some_are_released_and_the_others_discarded_for_a_reason():
    firm = a_firm(safe_mode=True)
    wanted, unwanted, later = composed(firm), composed(firm), composed(firm)
    leave_safe_mode(context=firm.at())
    assert release_held_messages(message_ids=[wanted.message_id], context=firm.at()) == 1
    assert discard_held_messages(message_ids=[unwanted.message_id], reason="Out of date.", context=firm.at()) == 1
    assert [state_of(firm, each) for each in (wanted, unwanted, later)] == ["queued", "cancelled", "held"]
    assert details_of(firm, unwanted.message_id).summary.state_reason == "Out of date."
    assert discard_held_messages(reason="All out of date.", context=firm.at()) == 1
    assert discard_held_messages(reason="None left.", context=firm.at()) == 0
    assert events_of(firm, HeldMessagesWereDiscarded) == [
        HeldMessagesWereDiscarded(1, (unwanted.message_id,)),
        HeldMessagesWereDiscarded(1, (later.message_id,)),
    ]


def test_one_that_is_not_held_or_not_there_stops_the_whole_batch():
    firm = a_firm(safe_mode=True)
    held = composed(firm)
    leave_safe_mode(context=firm.at())
    queued = composed(firm)
    for act in (
        lambda ids: release_held_messages(message_ids=ids, context=firm.at()),
        lambda ids: discard_held_messages(message_ids=ids, reason="x", context=firm.at()),
    ):
        with nothing_changes(firm.id):
            with pytest.raises(NotPossibleInState):
                act([held.message_id, queued.message_id])
            with pytest.raises(MessageUnknown):
                act([held.message_id, new_identifier()])
    with nothing_changes(firm.id), pytest.raises(ReasonMissing):
        discard_held_messages(reason=" ", context=firm.at())


def test_to_enter_safe_mode_holds_what_waits_when_it_would_be_sent():
    firm = a_firm()
    due, later = composed(firm), composed(firm, send_after=LATER)
    enter_safe_mode(context=firm.at())
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent(held=1)
        assert [state_of(firm, each) for each in (due, later)] == ["held", "queued"]
        assert sent(firm, sender, at=LATER) == MessagesSent(held=1)
    assert server.mails == []
    assert events_of(firm, SafeModeWasEntered) == [SafeModeWasEntered(firm.id)]


def test_what_was_suppressed_while_it_was_held_is_not_sent():
    firm = a_firm(safe_mode=True)
    message = composed(firm)
    suppress_address(address="maria@bert.example", context=firm.at())
    leave_safe_mode(context=firm.at())
    release_held_messages(context=firm.at())
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent(suppressed=1)
    assert (server.mails, state_of(firm, message)) == ([], "suppressed")


def test_safe_mode_is_switched_only_to_what_it_is_not():
    firm = a_firm(safe_mode=True)
    with nothing_changes(firm.id), pytest.raises(SafeModeUnchanged, match="Safe mode is on already"):
        enter_safe_mode(context=firm.at())
    leave_safe_mode(context=firm.at())
    with nothing_changes(firm.id), pytest.raises(SafeModeUnchanged, match="Safe mode is off already"):
        leave_safe_mode(context=firm.at())


def test_a_letter_is_held_as_well_and_released_to_who_carries_it():
    firm = a_firm(safe_mode=True)
    letter = composed(firm, channel="letter")
    assert state_of(firm, letter) == "held"
    leave_safe_mode(context=firm.at())
    release_held_messages(context=firm.at())
    assert state_of(firm, letter) == "composed"
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent()
    hand_over_messages(message_ids=[letter.message_id], context=firm.at(LATER))
    summary = details_of(firm, letter.message_id).summary
    assert (summary.state, summary.sent_at) == ("sent", LATER)
    assert events_of(firm, MessageWasSent) == [MessageWasSent(letter.message_id, firm.customer)]


def test_an_e_mail_is_not_handed_over_nor_a_letter_twice():
    firm = a_firm()
    letter, mail = composed(firm, channel="letter"), composed(firm)
    with nothing_changes(firm.id), pytest.raises(NotPossibleInState, match="This message is queued"):
        hand_over_messages(message_ids=[letter.message_id, mail.message_id], context=firm.at())
    with nothing_changes(firm.id), pytest.raises(MessageUnknown):
        hand_over_messages(message_ids=[letter.message_id, new_identifier()], context=firm.at())
    hand_over_messages(message_ids=[letter.message_id], context=firm.at())
    with nothing_changes(firm.id), pytest.raises(NotPossibleInState, match="This message is sent"):
        hand_over_messages(message_ids=[letter.message_id], context=firm.at())


def test_a_message_that_waits_is_cancelled_for_a_reason_and_not_sent():
    firm = a_firm()
    message = composed(firm)
    cancel_message(message_id=message.message_id, reason="  Called instead. ", context=firm.at())
    with mail_server() as server, server.sender() as sender:
        assert sent(firm, sender) == MessagesSent()
    summary = details_of(firm, message.message_id).summary
    assert (summary.state, summary.state_reason) == ("cancelled", "Called instead.")
    assert events_of(firm, MessageWasCancelled) == [MessageWasCancelled(message.message_id, firm.customer)]


def test_what_is_sent_or_just_being_sent_is_not_cancelled():
    firm = a_firm()
    message = composed(firm)

    class Meddled:
        def send(self, mail):
            with pytest.raises(NotPossibleInState, match="This message is sending: cancel is not possible"):
                cancel_message(message_id=message.message_id, reason="Too late.", context=firm.at())
            return sender.send(mail)

    with mail_server() as server, server.sender() as sender:
        assert sent(firm, Meddled()) == MessagesSent(sent=1)
    with nothing_changes(firm.id), pytest.raises(NotPossibleInState, match="This message is sent: cancel is not"):
        cancel_message(message_id=message.message_id, reason="Too late.", context=firm.at())
    with nothing_changes(firm.id), pytest.raises(MessageUnknown):
        cancel_message(message_id=new_identifier(), reason="x", context=firm.at())
    with nothing_changes(firm.id), pytest.raises(ReasonMissing):
        cancel_message(message_id=message.message_id, reason="", context=firm.at())


def test_the_outbox_counts_by_state_and_says_whether_safe_mode_is_on():
    firm = a_firm()
    first = composed(firm, at=NOON - timedelta(days=2))
    composed(firm, at=NOON)
    composed(firm, channel="letter")
    cancel_message(message_id=composed(firm).message_id, reason="x", context=firm.at())
    cancel_message(message_id=composed(firm, at=NOON - timedelta(days=9)).message_id, reason="x", context=firm.at())
    enter_safe_mode(context=firm.at())
    composed(firm)
    with scope(firm.id):
        found = outbox(since=NOON - timedelta(days=7))
    assert found.is_in_safe_mode
    assert [(each.state, each.count, each.oldest_at) for each in found.waiting] == [
        ("composed", 1, NOON),
        ("held", 1, NOON),
        ("queued", 2, details_of(firm, first.message_id).summary.composed_at),
    ]
    assert [(each.state, each.count) for each in found.ended] == [("cancelled", 1)]


def test_a_founded_organization_is_in_safe_mode_from_the_first_moment():
    organization = an_organization()
    with scope(organization.id):
        assert outbox(since=NOON).is_in_safe_mode
