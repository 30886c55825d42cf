"""Messages are composed once each; what cannot be is named with the reason and stops no other."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.support.customers import a_contact, a_customer
from tests.support.unchanged import everything_of, nothing_changes

from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.remove_contact import remove_contact
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.compose_messages import compose_messages
from openbill.messaging.commands.keep_messages import keep_messages
from openbill.messaging.commands.suppress_address import suppress_address
from openbill.messaging.errors import UnwritableCharacter
from openbill.messaging.events import MessagesWereComposed, MessageWasSuppressed
from openbill.messaging.models import Message
from openbill.messaging.queries.message_details import AttachmentDetails
from openbill.messaging.tests.messages import NOON, Firm, a_draft, a_firm, composed, details_of, events_of, state_of
from openbill.messaging.types import MessagesComposed, NewAttachment, NewMessage, NotComposed
from openbill.primitives.identifiers import new_identifier


def compose(firm: Firm, *drafts: NewMessage) -> MessagesComposed:
    return compose_messages(messages=drafts, context=firm.at())


def test_a_message_is_kept_as_it_was_composed_with_the_contacts_address_and_the_entitys_name():
    firm = a_firm(name=f"Anna Ltd {new_identifier()}")
    pdf = new_identifier()
    message = composed(
        firm,
        key="reminder of R1",
        language="de-AT",
        html="<p>Bitte zahlen</p>",
        reply_to="replies@anna.example",
        list_unsubscribe="https://anna.example/stop",
        send_after=NOON + timedelta(hours=1),
        attachments=(NewAttachment(pdf, "R1.pdf"),),
    )
    assert (message.key, message.state, message.is_new) == ("reminder of R1", "queued", True)
    details = details_of(firm, message.message_id)
    summary = details.summary
    assert (summary.channel, summary.purpose, summary.stage) == ("email", "reminder", "1")
    assert (summary.customer_id, details.contact_id) == (firm.customer, firm.contact)
    assert (details.legal_entity_id, details.language) == (firm.organization.legal_entity_id, "de-AT")
    assert (summary.subject, details.body) == ("Your invoice R1", "Dear Maria,\nplease pay R1.\n")
    assert details.html == "<p>Bitte zahlen</p>"
    assert (details.recipient_name, summary.recipient_address) == ("Maria", "maria@bert.example")
    assert details.sender_name.startswith("Anna Ltd ")
    assert (details.sender_address, details.reply_to) == ("", "replies@anna.example")
    assert details.list_unsubscribe == "https://anna.example/stop"
    assert (details.reason, details.key) == ("R1 is 5 days late.", "reminder of R1")
    assert (summary.composed_at, summary.send_after) == (NOON, NOON + timedelta(hours=1))
    assert (details.attempts_in_round, details.attempts, summary.sent_at) == (0, (), None)
    assert details.attachments == (AttachmentDetails(1, "R1.pdf", "application/pdf", pdf),)
    assert events_of(firm, MessagesWereComposed) == [MessagesWereComposed(1, (message.message_id,))]


def test_the_same_key_is_never_composed_twice_whatever_the_second_one_says():
    firm = a_firm()
    first = composed(firm, key="reminder of R1", subject="First")
    result = compose(
        firm,
        a_draft(firm, key="reminder of R1", subject="Second", attachments=(NewAttachment(new_identifier(), "x.pdf"),)),
        a_draft(firm, key="reminder of R2"),
        a_draft(firm, key="reminder of R2"),
    )
    assert [(each.key, each.is_new) for each in result.messages] == [
        ("reminder of R1", False),
        ("reminder of R2", True),
        ("reminder of R2", False),
    ]
    assert result.messages[0].message_id == first.message_id
    assert result.messages[1].message_id == result.messages[2].message_id
    details = details_of(firm, first.message_id)
    assert (details.summary.subject, details.attachments) == ("First", ())
    with scope(firm.id):
        assert Message.objects.filter(organization_id=firm.id).count() == 2


def test_another_organization_composes_the_same_key_for_itself():
    firm, other = a_firm(), a_firm()
    assert composed(firm, key="reminder of R1").message_id != composed(other, key="reminder of R1").message_id


NOBODY = UUID("01a2181b-0000-7000-8000-000000000000")

REFUSED = [
    ({"subject": "R1\r\nBcc: evil@evil.example"}, "The subject holds the control character U+000D."),
    ({"subject": "R1\nBcc: evil@evil.example"}, "The subject holds the control character U+000A."),
    ({"subject": "R1\u2028x"}, "The subject holds the control character U+2028."),
    ({"subject": "R1\u202efdp.exe"}, "The subject holds the control character U+202E."),
    ({"subject": "R1\x85x"}, "The subject holds the control character U+0085."),
    ({"subject": "  "}, "The subject is blank."),
    ({"subject": "x" * 251}, "The subject has 251 characters. At most 250 are possible."),
    ({"body": " \n"}, "The body is blank."),
    ({"body": "a\x1b[2Jb"}, "The body holds the control character U+001B."),
    ({"body": "x" * 200_001}, "The body has 200,001 characters."),
    ({"html": "a\x07"}, "The HTML holds the control character U+0007."),
    ({"reason": ""}, "The reason is blank."),
    ({"recipient_name": "Maria\nBcc: evil@evil.example"}, "The name of the recipient holds the control character"),
    ({"sender_name": "Anna\r\nX: y"}, "The name of the sender holds the control character U+000D."),
    ({"recipient_address": "maria@bert.example\nBcc: x@y.example"}, "The address of the recipient holds the control"),
    ({"recipient_address": "maria"}, "The address of the recipient is not an e-mail address."),
    ({"recipient_address": "a@b.example, c@d.example"}, "The address of the recipient is not an e-mail address."),
    ({"recipient_address": "<a@b.example>"}, "The address of the recipient is not an e-mail address."),
    ({"sender_address": "nobody"}, "The address of the sender is not an e-mail address."),
    ({"reply_to": "a@b.example\r\nBcc: x@y.example"}, "The address for replies holds the control character U+000D."),
    ({"list_unsubscribe": "javascript:alert(1)"}, "The address for unsubscribing is not possible."),
    ({"list_unsubscribe": "https://a.example>, <b"}, "The address for unsubscribing is not possible."),
    ({"list_unsubscribe": "https://a.example\r\nBcc: x"}, "The address for unsubscribing holds the control"),
    ({"channel": "fax"}, "There is no channel 'fax'. Choose one of: email, letter, portal."),
    ({"purpose": "Reminder!"}, "'Reminder!' is not possible as purpose."),
    ({"purpose": ""}, "'' is not possible as purpose."),
    ({"stage": "a b"}, "'a b' is not possible as stage."),
    ({"language": "klingonish"}, "klingonish is not a language."),
    ({"send_after": datetime(2026, 3, 2, 12)}, "The instant after which the message is sent has no time zone."),  # noqa: DTZ001
    ({"attachments": (NewAttachment(NOBODY, "../x.pdf"),)}, "The attachment 1 has no possible file name."),
    (
        {"attachments": (NewAttachment(NOBODY, "x\ny.pdf"),)},
        "The file name of attachment 1 holds the",
    ),
    ({"attachments": (NewAttachment(NOBODY, "x", "text"),)}, "The attachment 1 has no possible media type."),
    ({"attachments": (NewAttachment(NOBODY, "x"),) * 51}, "The message has 51 attachments. At most 50"),
    ({"customer_id": NOBODY}, "There is no customer "),
    ({"contact_id": NOBODY}, "The customer has no contact "),
    ({"legal_entity_id": NOBODY}, "There is no legal entity "),
]


@pytest.mark.parametrize(("change", "reason"), REFUSED, ids=lambda value: str(value)[:50])
def test_what_cannot_be_composed_is_named_and_stops_no_other(change, reason):
    firm = a_firm()
    result = compose(firm, a_draft(firm, key="bad", **change), a_draft(firm, key="good"))
    assert [each.key for each in result.messages] == ["good"]
    (failure,) = result.failures
    assert (failure.key, failure.reason[: len(reason)]) == ("bad", reason)
    assert "evil" not in str(everything_of(firm.id))


def test_a_message_without_any_address_is_refused_by_its_key():
    firm = a_firm(email="")
    assert compose(firm, a_draft(firm, key="reminder of R1")).failures == (
        NotComposed(
            "reminder of R1",
            "recipient_missing",
            "The message has no address to go to. Give one, or enter it with the contact.",
        ),
    )
    assert compose(firm, a_draft(firm, contact_id=None, recipient_address="x@bert.example")).failures == ()


@pytest.mark.parametrize("key", ["", " ", "a\nb", "x" * 201, "a\0b"])
def test_a_key_that_is_none_is_refused_and_shown_as_the_log_can_hold_it(key):
    firm = a_firm()
    if "\0" in key:
        with nothing_changes(firm.id), pytest.raises(UnwritableCharacter, match="key holds the control character U"):
            compose(firm, a_draft(firm, key=key))
        return
    (failure,) = compose(firm, a_draft(firm, key=key)).failures
    assert failure.code in ("text_missing", "unwritable_character", "text_too_long")
    assert "\n" not in failure.key


@pytest.mark.parametrize("field", ["subject", "body", "recipient_name", "reason", "key"])
@pytest.mark.parametrize("letter", ["\0", "\ud800"])
def test_what_neither_log_nor_table_can_hold_is_refused_before_anything(field, letter):
    firm = a_firm()
    character = f"U.{ord(letter):04X}"
    with nothing_changes(firm.id), pytest.raises(UnwritableCharacter, match=f"holds the control character {character}"):
        compose(firm, a_draft(firm, **{field: f"a{letter}b"}))


def test_contacts_that_were_removed_or_are_anothers_and_merged_customers_are_refused():
    firm = a_firm()
    other = a_customer(firm.organization, "Carl KG")
    gone, theirs = a_contact(firm.organization, firm.customer), a_contact(firm.organization, other)
    remove_contact(contact_id=gone, context=firm.at())
    result = compose(firm, a_draft(firm, contact_id=gone), a_draft(firm, contact_id=theirs))
    assert [each.code for each in result.failures] == ["contact_of_message_unknown"] * 2
    merge_customers(customer_id=other, into_customer_id=firm.customer, context=firm.at())
    (failure,) = compose(firm, a_draft(firm, customer_id=other, contact_id=theirs)).failures
    assert failure.reason == f"The customer {other} was merged into {firm.customer}. Write to that one instead."


def test_line_ends_of_other_systems_become_ours_and_space_around_a_subject_goes():
    firm = a_firm()
    details = details_of(firm, composed(firm, subject="  R1  ", body="a\r\nb\r\n\tc").message_id)
    assert (details.summary.subject, details.body) == ("R1", "a\nb\n\tc")


def test_a_suppressed_address_makes_a_message_suppressed_also_in_safe_mode():
    for firm in (a_firm(), a_firm(safe_mode=True)):
        suppress_address(address="Maria@BERT.example", reason="complaint", context=firm.at())
        message = composed(firm, recipient_address="mARIA@bert.example")
        summary = details_of(firm, message.message_id).summary
        assert (summary.state, summary.state_reason) == (
            "suppressed",
            "The address is on the suppression list (complaint).",
        )
        assert summary.recipient_address == "mARIA@bert.example"
        assert events_of(firm, MessageWasSuppressed) == [MessageWasSuppressed(message.message_id, firm.customer)]


def test_a_letter_needs_no_e_mail_address_and_waits_for_who_carries_it():
    firm = a_firm(email="")
    message = composed(firm, channel="letter", recipient_name="Bert GmbH")
    assert (state_of(firm, message), details_of(firm, message.message_id).summary.recipient_address) == ("composed", "")


@command(permission="messaging.compose")
def remind_all(*, keys: list[str], customer_id: str, context: Context) -> MessagesComposed:
    """Compose within another act."""
    drafts = [
        NewMessage(
            key=key,
            customer_id=UUID(customer_id),
            purpose="reminder",
            reason="Late.",
            subject="Late",
            body="Please pay.",
            recipient_address="x@bert.example",
        )
        for key in keys
    ]
    first = keep_messages(drafts[:1], context=context)
    second = compose_messages(messages=drafts[1:], context=context)
    if "fail" in keys:
        raise ZeroDivisionError
    return MessagesComposed(first.messages + second.messages, ())


def test_messages_are_composed_within_another_act_and_taken_back_with_it():
    firm = a_firm()
    result = remind_all(keys=["a", "b", "c"], customer_id=str(firm.customer), context=firm.at())
    assert [each.key for each in result.messages] == ["a", "b", "c"]
    with nothing_changes(firm.id), pytest.raises(ZeroDivisionError):
        remind_all(keys=["d", "e", "fail"], customer_id=str(firm.customer), context=firm.at())


def test_thousands_are_composed_at_once_and_the_first_hundred_are_named():
    firm = a_firm()
    result = compose(firm, *(a_draft(firm, key=f"reminder {number}") for number in range(3_000)))
    assert [each.key for each in result.messages] == [f"reminder {number}" for number in range(3_000)]
    (event,) = events_of(firm, MessagesWereComposed)
    assert event == MessagesWereComposed(3_000, tuple(each.message_id for each in result.messages[:100]))


def test_nothing_is_composed_of_nothing():
    firm = a_firm()
    assert compose(firm) == MessagesComposed((), ())
    assert events_of(firm, MessagesWereComposed) == []


def test_drafts_do_not_show_what_they_say_in_their_text_form():
    firm = a_firm()
    draft = replace(a_draft(firm), recipient_address="maria@bert.example", recipient_name="Maria Muster")
    for said in ("maria@bert.example", "Maria Muster", "Dear Maria", "Your invoice"):
        assert said not in repr(draft)
