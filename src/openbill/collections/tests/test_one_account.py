"""What is said to a customer is one thing: over merges, tones, legal entities, and two runs at once."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, items_of, paid, terms
from tests.support.collecting import day_done, messages, reminders, tasks
from tests.support.customers import a_contact, a_customer
from tests.support.organizations import AnOrganization
from tests.support.threads import at_the_same_time

from openbill.collections.commands.recheck_notices import recheck_notices
from openbill.collections.commands.remind_customers import remind_customers
from openbill.collections.queries.call_list import call_list
from openbill.customers.commands.change_contact import change_contact
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.remove_contact import remove_contact
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.models import Dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.types import Instalment
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.types import NewPayment
from openbill.primitives.money import Money
from openbill.receivables.queries.addressees import addressee
from openbill.receivables.types import Designation


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


def called_off(firm: AnOrganization, on: str) -> dict[object, str]:
    at = datetime.fromisoformat(f"{on}T12:00+00:00")
    waiting = [message.id for message in messages(firm)]
    return dict(recheck_notices(message_ids=waiting, context=firm.context(at=at)))


def test_a_reminder_from_before_a_merge_gives_way_to_the_later_one(firm: AnOrganization):
    one, other = a_customer(firm, "One"), a_customer(firm, "Other")
    a_contact(firm, one, "Kim", email="kim@example.com")
    issued(firm, one, [a_line("100.00")])
    day_done(firm, "2026-02-14")
    merge_customers(customer_id=one, into_customer_id=other, context=firm.context())
    day_done(firm, "2026-02-17")
    assert list(called_off(firm, "2026-02-17").values()) == ["a later reminder says what is due"]


def test_a_reminder_to_a_person_who_left_is_called_off(firm: AnOrganization):
    customer = a_customer(firm)
    kim = a_contact(firm, customer, "Kim", email="kim@example.com")
    issued(firm, customer, [a_line("100.00")])
    day_done(firm, "2026-02-14")
    remove_contact(contact_id=kim, context=firm.context())
    assert list(called_off(firm, "2026-02-14").values()) == ["the person it is addressed to was removed"]


def test_a_reminder_to_an_address_that_was_corrected_is_called_off(firm: AnOrganization):
    customer = a_customer(firm)
    kim = a_contact(firm, customer, "Kim", email="kim@example.com")
    issued(firm, customer, [a_line("100.00")])
    day_done(firm, "2026-02-14")
    change_contact(contact_id=kim, email="KIM@example.com", context=firm.context())
    assert called_off(firm, "2026-02-14") == {}
    change_contact(contact_id=kim, email="kim@example.org", context=firm.context())
    assert list(called_off(firm, "2026-02-14").values()) == ["the person it is addressed to has another address by now"]
    day_done(firm, "2026-02-15")
    assert [message.recipient_address for message in messages(firm)][-1:] == ["kim@example.org"]


def test_what_a_demand_listed_is_not_repeated_in_a_friendlier_tone(firm: AnOrganization):
    customer = a_customer(firm)
    a_contact(firm, customer, "Kim", email="kim@example.com")
    issued(firm, customer, [a_line("1000.00")], on="2025-11-17")
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    issued(firm, customer, [a_line("10.00")], on="2026-01-17")
    before = ("2025-12-20", "2025-12-27", "2026-01-16", "2026-02-07", "2026-02-09", "2026-02-14")
    for day in (*before, "2026-02-15", "2026-02-16"):
        day_done(firm, day)
    demand, friendly = messages(firm)[-2:]
    assert (demand.stage, friendly.stage) == ("final", "due")
    assert "INV-000002" in demand.body
    assert "INV-000002" not in friendly.body


def test_the_minimum_is_of_what_is_still_listed(firm: AnOrganization):
    customer = a_customer(firm)
    a_contact(firm, customer, "Kim", email="kim@example.com")
    issued(firm, customer, [a_line("1000.00")], on="2025-12-01")
    day_done(firm, "2026-03-05")
    issued(firm, customer, [a_line("2.00")], on="2026-02-10")
    done = day_done(firm, "2026-03-12")
    assert [reminder.stage for reminder in reminders(firm)] == ["final"]
    assert [skipped.reason for skipped in done.skipped] == ["what is owed is below the minimum of a reminder"]


def test_two_runs_that_know_a_merged_customer_by_two_names_remind_once(firm: AnOrganization):
    for number in range(4):
        one, other = a_customer(firm, f"A{number}"), a_customer(firm, f"B{number}")
        a_contact(firm, one, "Kim", email=f"kim{number}@example.com")
        issued(firm, one, [a_line("100.00")])
        issued(firm, other, [a_line("100.00")])
        merge_customers(customer_id=one, into_customer_id=other, context=firm.context())

        def reminded(customer: object) -> int:
            context = firm.context(at=datetime.now(UTC))
            return remind_customers(customer_ids=[customer], day=date(2026, 2, 25), context=context).notices

        assert sorted(at_the_same_time([lambda: reminded(one), lambda: reminded(other)])) == [0, 1]  # noqa: B023


def test_the_credit_of_another_entity_keeps_nobody_off_the_call_list(firm: AnOrganization):
    added = add_legal_entity(code="TWO", name="Two", currency="EUR", context=firm.context())
    customer = a_customer(firm)
    issued(firm, customer, [a_line("100.00")])
    credit = NewPayment(customer, Money(119_00, "EUR"), date(2026, 2, 1), legal_entity_id=added.legal_entity_id)
    record_payments(payments=[credit], context=firm.context())
    with scope(firm.id):
        (row,) = call_list(date(2026, 3, 20))
    assert row.facts.overdue == Money(119_00, "EUR")


@pytest.mark.parametrize("is_paid_meanwhile", [True, False])
def test_a_credit_note_answers_the_dispute_wherever_the_contested_part_lies(
    firm: AnOrganization, is_paid_meanwhile: bool
):
    customer = a_customer(firm)
    a_contact(firm, customer, "Kim", email="kim@example.com")
    parts = (Instalment(percent=Decimal(50), days=0), Instalment(days=5))
    terms(firm, "halves", instalments=parts)
    invoice = issued(firm, customer, [a_line("100.00")], on="2026-02-01", terms="halves")
    first, second = items_of(firm, invoice)
    open_dispute(
        contested=[Contested(second.id, Money(23_80, "EUR"))], reason=DisputeReason.QUALITY, context=firm.context()
    )
    if is_paid_meanwhile:
        named = (Designation(first.id), Designation(second.id))
        payment = paid(firm, customer, 119_00, "2026-02-03", designations=named)
    credit_invoice(invoice_id=invoice, lines=[a_line("20.00")], document_date=date(2026, 2, 5), context=firm.context())
    with scope(firm.id):
        assert Dispute.objects.get(organization_id=firm.id).state == "credited"
    if is_paid_meanwhile:
        return_payment(payment_id=payment.payment_id, on=date(2026, 2, 10), reason="bounced", context=firm.context())
    day_done(firm, "2026-05-05")
    assert reminders(firm)[-1].total == 95_20


def test_who_has_no_language_is_written_to_in_that_of_the_organization():
    firm = a_billing_firm(language="de")
    customer = a_customer(firm, "Sole Trader")
    a_contact(firm, customer, "Sole Trader", email="st@example.com")
    for on in ("2026-01-15", "2026-01-16"):
        issued(firm, customer, [a_line("100.00")], on=on)
    day_done(firm, "2026-02-15")
    (mail,) = messages(firm)
    assert mail.subject == "INV-000001, INV-000002: fällig ab 14.02.2026"
    with scope(firm.id):
        who = addressee(customer)
    assert who.language == "de"
    sheet = who.recipient(home_country="DE", language="de", attention="Sole Trader")
    assert (sheet.name, sheet.attention) == ("Sole Trader", "")


def test_the_task_to_find_an_address_ends_when_there_is_one(firm: AnOrganization):
    customer = a_customer(firm)
    issued(firm, customer, [a_line("100.00")])
    day_done(firm, "2026-02-14")
    assert [kind for kind, _ in tasks(firm)] == ["missing_address"]
    a_contact(firm, customer, "Kim", email="kim@example.com")
    day_done(firm, "2026-02-15")
    assert [reminder.stage for reminder in reminders(firm)] == ["due"]
    assert tasks(firm) == []
