"""Everything that was said to a customer is found, the newest first, and each message with how it fared."""

from datetime import timedelta

import pytest
from tests.support.customers import a_contact, a_customer
from tests.support.database import guards_switched_off
from tests.support.unchanged import nothing_changes

from openbill.customers.commands.merge_customers import merge_customers
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.report_bounce import report_bounce
from openbill.messaging.errors import CustomerOfMessageUnknown, MessageUnknown, ReasonMissing
from openbill.messaging.events import MessageBounced
from openbill.messaging.queries.check_messages import CHECKS, check_messages
from openbill.messaging.queries.message_details import message_details
from openbill.messaging.queries.messages_of_customer import messages_of_customer
from openbill.messaging.queries.outbox import messages_in_state
from openbill.messaging.queries.suppressed_addresses import suppressed_addresses
from openbill.messaging.tests.mail_server import mail_server
from openbill.messaging.tests.messages import NOON, a_firm, composed, details_of, events_of, sent
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.lifecycle import NotPossibleInState


def test_pages_follow_each_other_without_gap_or_repetition_also_where_instants_are_equal():
    firm = a_firm()
    for number in range(7):
        composed(firm, subject=f"No {number}", at=NOON + timedelta(hours=number // 3))
    pages, cursor = [], None
    with scope(firm.id):
        while True:
            page = messages_of_customer(firm.customer, after=cursor, limit=2)
            pages.append([each.subject for each in page.messages])
            cursor = page.next
            if cursor is None:
                break
    assert pages == [["No 6", "No 5"], ["No 4", "No 3"], ["No 2", "No 1"], ["No 0"]]


def test_merged_customers_share_what_was_said_to_them():
    firm = a_firm()
    twin = a_customer(firm.organization, "Bert Ltd")
    contact = a_contact(firm.organization, twin, email="twin@bert.example")
    composed(firm, subject="To the twin", customer_id=twin, contact_id=contact)
    composed(firm, subject="To the one", at=NOON + timedelta(hours=1))
    merge_customers(customer_id=twin, into_customer_id=firm.customer, context=firm.at())
    with scope(firm.id):
        page = messages_of_customer(firm.customer)
        assert messages_of_customer(twin) == page
    assert [(each.subject, each.customer_id) for each in page.messages] == [
        ("To the one", firm.customer),
        ("To the twin", twin),
    ]


def test_unknown_customers_and_messages_are_refused():
    firm = a_firm()
    with scope(firm.id):
        with pytest.raises(CustomerOfMessageUnknown):
            messages_of_customer(new_identifier())
        with pytest.raises(MessageUnknown):
            message_details(new_identifier())


def test_the_messages_in_a_state_are_listed_page_by_page():
    firm = a_firm()
    first, second, third = composed(firm), composed(firm), composed(firm)
    with scope(firm.id):
        page = messages_in_state("queued", limit=2)
        assert [each.id for each in page] == [first.message_id, second.message_id]
        assert [each.id for each in messages_in_state("queued", after=page[-1].id)] == [third.message_id]
        assert messages_in_state("sent") == []


@pytest.mark.parametrize("address_is_wrong", [True, False])
def test_a_bounce_that_comes_later_is_entered_and_suppresses_an_address_that_is_wrong(address_is_wrong):
    firm = a_firm()
    message = composed(firm)
    with mail_server() as server, server.sender() as sender:
        sent(firm, sender)
    report_bounce(
        message_id=message.message_id,
        reason="550 5.1.1 unknown",
        address_is_wrong=address_is_wrong,
        context=firm.at(),
    )
    details = details_of(firm, message.message_id)
    assert (details.summary.state, details.summary.state_reason) == ("bounced", "550 5.1.1 unknown")
    assert details.summary.sent_at is not None
    with scope(firm.id):
        listed = [(each.address, each.reason, each.id) for each in suppressed_addresses()]
    (event,) = events_of(firm, MessageBounced)
    assert listed == ([("maria@bert.example", "hard_bounce", event.suppression_id)] if address_is_wrong else [])
    assert (event.suppression_id is None) != address_is_wrong


def test_what_was_not_sent_does_not_bounce():
    firm = a_firm()
    message = composed(firm)
    with nothing_changes(firm.id), pytest.raises(NotPossibleInState, match="This message is queued"):
        report_bounce(message_id=message.message_id, reason="x", address_is_wrong=True, context=firm.at())
    with nothing_changes(firm.id), pytest.raises(ReasonMissing):
        report_bounce(message_id=message.message_id, reason="", address_is_wrong=True, context=firm.at())


BREAK = {
    "an e-mail that was sent was handed to a server": "DELETE FROM delivery_attempt WHERE organization_id = %(firm)s",
    "no message is taken over twice unless a person has it sent again": """
        INSERT INTO delivery_attempt (organization_id, id, message_id, number, at, outcome, reply, command_id)
        SELECT organization_id, new_identifier(), message_id, 2, at, 'accepted', '', command_id FROM delivery_attempt
        WHERE organization_id = %(firm)s
    """,
    "the attempts of a message are numbered without gaps": (
        "UPDATE delivery_attempt SET number = 2 WHERE organization_id = %(firm)s"
    ),
}


def test_each_invariant_has_a_way_to_break_it():
    assert BREAK.keys() == CHECKS.keys()


@pytest.mark.parametrize("invariant", CHECKS)
def test_verify_names_what_is_broken(invariant):
    firm = a_firm()
    message = composed(firm)
    with mail_server() as server, server.sender() as sender:
        sent(firm, sender)
    with scope(firm.id):
        assert list(check_messages(firm.id)) == []
    with guards_switched_off() as opened:
        opened.execute(BREAK[invariant], {"firm": firm.id})
    with scope(firm.id):
        (finding,) = check_messages(firm.id)
    assert (finding.invariant, finding.where) == (invariant, f"message {message.message_id}")
