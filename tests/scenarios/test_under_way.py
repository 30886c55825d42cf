"""Nobody is reminded of, called about, or asked to pay what a bank or a gateway is collecting already."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.support.collecting import day_done, messages, reminders
from tests.support.customers import a_contact
from tests.support.debits import (
    a_collecting_firm,
    a_mandate,
    came_back,
    debits_of,
    on,
    prepared,
    submitted,
    the_bank_tells,
    the_batch_was_booked,
)
from tests.support.organizations import AnOrganization
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.sepa import CREDITOR_IBAN, CREDITOR_IDENTIFIER

from openbill.collections.commands.recheck_notices import recheck_notices
from openbill.collections.queries.call_list import call_list
from openbill.direct_debits.commands.cancel_debits import cancel_batch
from openbill.direct_debits.commands.set_creditor import set_creditor
from openbill.direct_debits.errors import NothingToCollect
from openbill.direct_debits.queries.debits_to_collect import debits_to_collect
from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.gateways.commands.pay_automatically import pay_what_is_due
from openbill.gateways.commands.press_test_payment import Press
from openbill.gateways.commands.send_link import send_link
from openbill.gateways.commands.send_links import send_links
from openbill.gateways.commands.tell_of_expiry import warn_of_expiry
from openbill.gateways.models import SavedMethod
from openbill.gateways.queries.payable_debts import payable_debts, under_way_of_request
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.payments.errors import CollectedAlready

TODAY = clock.now().date()


@pytest.fixture
def firm() -> AnOrganization:
    return a_collecting_firm()


def a_debt_under_a_mandate(firm: AnOrganization) -> UUID:
    """100.00 due on 20 January, of a customer who can be written to."""
    customer = a_customer(firm)
    a_contact(firm, customer, email="maria@example.com")
    a_mandate(firm, customer)
    return a_debit(firm, customer, "100.00", on="2026-01-02", due="2026-01-20")


def called(firm: AnOrganization, day: str) -> int:
    with scope(firm.id):
        return len(call_list(date.fromisoformat(day)))


def test_what_the_bank_collects_is_not_asked_for_until_it_comes_back(firm: AnOrganization):
    debt = a_debt_under_a_mandate(firm)
    submitted(firm)

    # The first stage is three days late, and the bank has not told anything.
    done = day_done(firm, "2026-01-23")
    assert [skipped.reason for skipped in done.skipped] == ["all that would be asked for is being collected"]
    assert called(firm, "2026-01-23") == 0

    the_bank_tells(firm, the_batch_was_booked(100_00), minor=100_00)
    assert open_amount(firm, debt) == "0.00"
    (debit,) = debits_of(firm)
    the_bank_tells(firm, came_back(-103_00, (debit.end_to_end_id, "AM04"), day="2026-01-22"), minor=-103_00)
    assert open_amount(firm, debt) == "100.00"

    day_done(firm, "2026-01-27")
    assert [sent.stage for sent in reminders(firm)] == ["overdue"]
    assert called(firm, "2026-01-27") == 1


def test_a_bank_that_never_answers_is_not_waited_for_for_ever(firm: AnOrganization):
    a_debt_under_a_mandate(firm)
    submitted(firm)

    day_done(firm, "2026-02-03")
    assert (reminders(firm), called(firm, "2026-02-03")) == ([], 0)

    day_done(firm, "2026-02-04")
    assert [sent.total for sent in reminders(firm)] == [100_00]
    assert called(firm, "2026-02-04") == 1


def test_a_batch_that_is_cancelled_lets_its_debts_be_asked_for(firm: AnOrganization):
    a_debt_under_a_mandate(firm)
    (batch,) = prepared(firm)
    assert called(firm, "2026-01-23") == 0

    cancel_batch(batch_id=batch.batch_id, context=on(firm, "2026-01-06"))

    assert called(firm, "2026-01-23") == 1


def test_a_reminder_that_waits_is_withdrawn_when_its_debt_is_being_collected(firm: AnOrganization):
    customer = a_customer(firm)
    a_contact(firm, customer, email="maria@example.com")
    a_debit(firm, customer, "100.00", on=str(TODAY - timedelta(days=40)), due=str(TODAY - timedelta(days=10)))
    day_done(firm, str(TODAY))
    (message,) = messages(firm)

    a_mandate(firm, customer, signed_on=TODAY - timedelta(days=5))
    prepared(firm, due_by=str(TODAY), context=firm.context())

    reasons = recheck_notices(message_ids=[message.id], context=firm.context())
    assert list(reasons) == [message.id]
    assert "being collected" in reasons[message.id]


@pytest.fixture
def desk() -> AtTheGateway:
    """A firm that collects by the bank and by saved cards."""
    desk = a_paying_firm()
    account = add_bank_account(
        legal_entity_id=desk.firm.legal_entity_id,
        name="Main",
        currency="EUR",
        iban=CREDITOR_IBAN,
        context=desk.firm.context(),
    )
    set_creditor(
        legal_entity_id=desk.firm.legal_entity_id,
        bank_account_id=account.bank_account_id,
        identifier=CREDITOR_IDENTIFIER,
        context=desk.firm.context(),
    )
    return desk


def with_card_and_mandate(desk: AtTheGateway) -> UUID:
    customer = a_customer(desk.firm)
    payment = desk.begin(desk.request(a_debit(desk.firm, customer, "1.00")), consent="I agree.")
    desk.press(payment, Press.PAY)
    desk.deliver()
    a_mandate(desk.firm, customer, signed_on=TODAY - timedelta(days=5))
    return customer


def test_what_the_bank_collects_no_card_pays_and_no_link_asks_for(desk: AtTheGateway):
    debt = a_debit(desk.firm, with_card_and_mandate(desk), "100.00", due=str(TODAY))
    request = desk.request(debt)
    (batch,) = prepared(desk.firm, due_by=str(TODAY), context=desk.firm.context())

    assert pay_what_is_due(context=desk.firm.context()) == 0
    with scope(desk.firm.id):
        assert payable_debts(request, TODAY) == []
        assert [each.item_id for each in under_way_of_request(request, TODAY)] == [debt]

    cancel_batch(batch_id=batch.batch_id, context=desk.firm.context())
    with scope(desk.firm.id):
        assert [each.item_id for each in payable_debts(request, TODAY)] == [debt]
    assert pay_what_is_due(context=desk.firm.context()) == 1


def test_what_a_card_pays_the_bank_does_not_collect(desk: AtTheGateway):
    debt = a_debit(desk.firm, with_card_and_mandate(desk), "100.00", due=str(TODAY))

    # The test gateway answers when its notice is delivered.
    assert pay_what_is_due(context=desk.firm.context()) == 1
    with pytest.raises(NothingToCollect):
        prepared(desk.firm, due_by=str(TODAY), context=desk.firm.context())
    with scope(desk.firm.id):
        left_out = debits_to_collect(desk.firm.legal_entity_id, TODAY, TODAY).left_out
    assert [(each.item_id, each.reason) for each in left_out] == [(debt, "under_way")]

    desk.read()
    assert open_amount(desk.firm, debt) == "0.00"
    with scope(desk.firm.id):
        assert debits_to_collect(desk.firm.legal_entity_id, TODAY, TODAY).left_out == ()


def test_a_card_that_expires_is_told_of_without_a_link_for_what_the_bank_collects(desk: AtTheGateway):
    customer = with_card_and_mandate(desk)
    a_contact(desk.firm, customer, email="maria@example.com")
    a_debit(desk.firm, customer, "100.00", due=str(TODAY))
    prepared(desk.firm, due_by=str(TODAY), context=desk.firm.context())
    with scope(desk.firm.id):
        (method,) = SavedMethod.objects.filter(organization_id=desk.firm.id, customer_id=customer)
        SavedMethod.objects.filter(organization_id=desk.firm.id).update(expires_on=TODAY + timedelta(days=5))

    assert warn_of_expiry(method_id=method.id, context=desk.firm.context())

    (message,) = messages(desk.firm)
    assert (message.purpose, "/pay/" in message.body) == ("card_expiry", False)


def test_links_for_several_pass_over_what_is_being_collected(desk: AtTheGateway):
    customer, other = with_card_and_mandate(desk), a_customer(desk.firm, "Bert Ltd")
    for each in (customer, other):
        a_contact(desk.firm, each, email=f"{each.hex}@example.com")
    collected, free = (a_debit(desk.firm, each, "100.00", due=str(TODAY)) for each in (customer, other))
    prepared(desk.firm, due_by=str(TODAY), context=desk.firm.context())

    sent = send_links(item_ids=[collected, free], context=desk.firm.context())

    assert (len(sent.message_ids), sent.unaddressed) == (1, 0)
    with pytest.raises(CollectedAlready):
        send_link(request_id=desk.request(collected), context=desk.firm.context())
