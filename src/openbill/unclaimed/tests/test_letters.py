"""Owners are written to, by post and e-mail, and a letter counts from when it went out."""

from datetime import date
from uuid import UUID

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit
from tests.support.unclaimed import a_rule, a_texan_credit, at, state_of, the_credit, timed, written_to

from openbill.customers.commands.set_address import set_address
from openbill.documents.queries.stored_file import stored_file
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.discard_held_messages import discard_held_messages
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.messaging.commands.release_held_messages import release_held_messages
from openbill.messaging.models import Message, MessageAttachment
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.unclaimed.commands.recheck_letters import recheck_letters
from openbill.unclaimed.commands.record_answer import record_owner_answer, withdraw_owner_answer
from openbill.unclaimed.commands.record_contact import record_owner_contact
from openbill.unclaimed.commands.write_letters import write_unclaimed_letters
from openbill.unclaimed.errors import (
    AnswerMissing,
    ContactIsNotYours,
    ContactOfTheFuture,
    NothingWasAsked,
    TooManyCredits,
    UnclaimedCreditUnknown,
)
from openbill.unclaimed.models import UnclaimedLetter
from openbill.unclaimed.types import Answer, ContactHow, LettersWritten


def letters(firm: AnOrganization) -> list[Message]:
    with scope(firm.id):
        messages = Message.objects.filter(organization_id=firm.id, purpose="unclaimed_credit")
        return list(messages.order_by("channel"))


def due(firm: AnOrganization, **details: str) -> UUID:
    credit = a_texan_credit(firm, **details)
    timed(firm, "2023-05-01")
    return credit


def written(firm: AnOrganization, on: str = "2023-05-01") -> LettersWritten:
    return write_unclaimed_letters(context=firm.context(at=at(on)))


def test_a_letter_goes_by_post_with_a_copy_by_mail_and_waits_in_safe_mode():
    firm = an_organization(language="en")
    credit = due(firm)

    assert written(firm) == LettersWritten(1, ())

    mail, letter = letters(firm)
    assert [(each.channel, each.state) for each in (mail, letter)] == [("email", "held"), ("letter", "held")]
    assert letter.subject == "Money that belongs to you: $400.00"
    assert "in your favour: your payment PAY-000001 of January 10, 2020" in letter.body
    assert "the state of Texas, by July 1, 2023 at the latest" in letter.body
    assert "by June 17, 2023" in letter.body
    assert "Dear Ann" in letter.body
    with scope(firm.id):
        attachment = MessageAttachment.objects.get(organization_id=firm.id, message_id=letter.id)
        assert stored_file(attachment.stored_file_id).content.startswith(b"%PDF")
    assert state_of(firm, credit) == ("letter_due", "letter_waits")
    assert written(firm) == LettersWritten(0, ())


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("de", "Geld, das Ihnen gehört: 400,00\xa0$", "Ihre Zahlung PAY-000001 vom 10. Januar 2020"),
        ("fr", "Une somme qui vous appartient : 400,00\xa0$US", "votre paiement PAY-000001 du 10 janvier 2020"),
        ("es", "Dinero que le pertenece: 400,00\xa0US$", "su pago PAY-000001 del 10 de enero de 2020"),
        ("it", "Money that belongs to you: $400.00", "your payment PAY-000001 of January 10, 2020"),
    ],
)
def test_it_speaks_the_owners_language_or_english(language, subject, words):
    from openbill.customers.commands.change_customer import change_customer

    firm = an_organization(language="en")
    credit = due(firm)
    owner = the_credit(firm, credit).customer_id
    assert owner is not None
    change_customer(customer_id=owner, language=language, context=firm.context())

    written(firm)

    assert letters(firm)[1].subject == subject
    assert words in letters(firm)[1].body


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "hand the money over to the state of Texas without delay. You"),
        ("de", "das Geld unverzüglich abzuliefern, und zwar an: den Bundesstaat Texas."),
        ("fr", "remettre la somme sans délai à : l'État de Texas."),
        ("es", "entregar el dinero sin demora a: el estado de Texas."),
    ],
)
def test_a_late_letter_names_no_day_that_is_past(language, words):
    firm = an_organization(language=language)
    due(firm)
    timed(firm, "2023-06-20")

    assert written(firm, "2023-06-20") == LettersWritten(1, ())

    assert words in letters(firm)[1].body


def test_the_owner_has_as_long_to_answer_as_the_law_says_and_then_it_is_handed_over():
    firm = an_organization()
    credit = due(firm)
    written_to(firm, the_credit(firm, credit).id, "2023-05-10")

    assert state_of(firm, credit) == ("letter_sent", "owner_may_answer")
    timed(firm, "2023-07-09")
    assert state_of(firm, credit) == ("letter_sent", "owner_may_answer")
    timed(firm, "2023-07-10")

    assert state_of(firm, credit) == ("to_hand_over", "nobody_answered")


def used(firm: AnOrganization, credit: UUID) -> None:
    owner = the_credit(firm, credit).customer_id
    assert owner is not None
    a_debit(firm, owner, "400.00", on="2020-01-10", currency="USD")
    allocate_credit(credit_item_id=credit, context=firm.context())


def states(firm: AnOrganization) -> list[str]:
    return [each.state for each in letters(firm)]


def test_a_letter_that_waits_is_withdrawn_with_its_copy_when_the_owner_answers():
    firm = an_organization()
    credit = due(firm)
    written(firm)
    assert states(firm) == ["held", "held"]

    context = firm.context(at=at("2023-05-03"))
    record_owner_answer(credit_id=the_credit(firm, credit).id, wants=Answer.REFUND, context=context)

    assert state_of(firm, credit) == ("claimed", "answered")
    assert states(firm) == ["cancelled", "cancelled"]
    assert letters(firm)[0].state_reason == "its credit was used, or its owner was heard of, before it went out"


def test_a_letter_about_a_credit_that_was_used_is_withdrawn_in_the_night():
    firm = an_organization()
    credit = due(firm)
    written(firm)
    used(firm, credit)
    assert states(firm) == ["held", "held"]

    timed(firm, "2023-05-03")

    assert states(firm) == ["cancelled", "cancelled"]


def test_a_letter_about_a_credit_that_was_used_is_withdrawn_when_it_is_released():
    firm = an_organization()
    credit, other = due(firm), due(firm, name="Bert Ltd")
    written(firm)
    used(firm, credit)
    context = firm.context(at=at("2023-05-02"))
    leave_safe_mode(context=context)

    release_held_messages(context=context)

    assert sorted(states(firm)) == ["cancelled", "cancelled", "composed", "queued"]
    assert state_of(firm, other) == ("letter_due", "letter_waits")


def test_a_copy_by_mail_is_looked_at_once_more_before_it_is_sent():
    firm = an_organization()
    credit = due(firm)
    leave_safe_mode(context=firm.context())
    written(firm)
    mail, letter = letters(firm)
    asked = {"message_ids": [mail.id], "context": firm.context(at=at("2023-05-02"))}
    assert recheck_letters(**asked) == {}
    used(firm, credit)

    assert recheck_letters(**asked) == {mail.id: "its credit was used, or its owner was heard of, before it went out"}

    assert letter.id != mail.id
    assert states(firm) == ["cancelled", "cancelled"]


def test_an_answer_begins_the_clock_anew_and_taking_it_back_lets_it_run_on():
    firm = an_organization()
    credit = due(firm)
    identifier = the_credit(firm, credit).id
    written_to(firm, identifier, "2023-05-10")

    record_owner_answer(
        credit_id=identifier, wants=Answer.REFUND, on=date(2023, 5, 20), context=firm.context(at=at("2023-05-21"))
    )
    row = the_credit(firm, credit)
    assert (row.state, row.because, row.rests_from) == ("claimed", "answered", date(2023, 5, 20))
    assert (row.dormant_on, row.report_on) == (date(2026, 5, 20), date(2027, 7, 1))

    withdraw_owner_answer(credit_id=identifier, context=firm.context(at=at("2023-05-22")))
    assert state_of(firm, credit) == ("letter_sent", "owner_may_answer")
    with pytest.raises(AnswerMissing):
        withdraw_owner_answer(credit_id=identifier, context=firm.context())


def test_a_letter_before_the_owners_last_act_is_spent():
    firm = an_organization()
    credit = due(firm)
    owner = the_credit(firm, credit).customer_id
    assert owner is not None
    written_to(firm, the_credit(firm, credit).id, "2023-05-10")
    record_owner_contact(
        customer_id=owner, how=ContactHow.ORDER, on=date(2023, 6, 1), context=firm.context(at=at("2023-06-02"))
    )
    assert state_of(firm, credit) == ("resting", "rests")

    timed(firm, "2027-05-01")

    assert state_of(firm, credit) == ("letter_due", "letter_not_written")


def test_a_letter_that_was_discarded_is_written_again():
    firm = an_organization()
    credit = due(firm)
    written(firm)
    discard_held_messages(reason="Not now", context=firm.context())
    timed(firm, "2023-05-02")
    assert state_of(firm, credit) == ("letter_due", "letter_came_back")

    assert written(firm, "2023-05-03") == LettersWritten(1, ())

    with scope(firm.id):
        assert UnclaimedLetter.objects.filter(organization_id=firm.id).count() == 2


def test_who_has_no_address_is_named_and_stops_nobody():
    firm = an_organization()
    first = due(firm)
    a_rule(firm, "FR")
    nobody = a_customer(firm, "Nobody")
    second = a_credit(firm, nobody, "400.00", on="2020-01-10")
    set_address(customer_id=nobody, city="Paris", country="FR", context=firm.context())
    timed(firm, "2023-05-01")

    outcome = written(firm)

    assert outcome.written == 1
    (failure,) = outcome.failures
    assert (failure.credit_id, failure.code) == (the_credit(firm, second).id, "owner_has_no_address")
    assert state_of(firm, first) == ("letter_due", "letter_waits")
    assert state_of(firm, second) == ("letter_due", "letter_not_written")


def test_a_letter_that_is_not_due_is_not_written():
    firm = an_organization()
    credit = a_texan_credit(firm)
    timed(firm, "2022-05-01")

    outcome = write_unclaimed_letters(credit_ids=[the_credit(firm, credit).id], context=firm.context())

    assert [failure.code for failure in outcome.failures] == ["letter_is_not_due"]
    assert letters(firm) == []


def test_what_cannot_be_is_refused_and_nothing_changes():
    firm = an_organization()
    credit = due(firm)
    identifier = the_credit(firm, credit).id
    owner = the_credit(firm, credit).customer_id
    assert owner is not None
    context = firm.context(at=at("2023-05-02"))

    with pytest.raises(UnclaimedCreditUnknown):
        write_unclaimed_letters(credit_ids=[new_identifier()], context=context)
    with pytest.raises(TooManyCredits):
        write_unclaimed_letters(credit_ids=[new_identifier() for _ in range(501)], context=context)
    with pytest.raises(NothingWasAsked):
        record_owner_answer(credit_id=identifier, wants=Answer.KEEP, context=context)
    with pytest.raises(ContactOfTheFuture):
        record_owner_contact(customer_id=owner, how=ContactHow.CALL, on=date(2023, 5, 9), context=context)
    with pytest.raises(ContactIsNotYours):
        record_owner_contact(customer_id=owner, how=ContactHow.MANDATE_SIGNED, context=context)

    assert letters(firm) == []
    assert state_of(firm, credit) == ("letter_due", "letter_not_written")
