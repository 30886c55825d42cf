"""A day reminds whom it must, once, in the right tone, and nobody who has paid, promised or contested."""

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, items_of, paid
from tests.support.collecting import Sent, a_promise, day_done, messages, reminders, tasks
from tests.support.customers import a_contact, a_customer
from tests.support.organizations import AnOrganization

from openbill.collections.types import Skipped
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.render_invoices import render_invoices
from openbill.messaging.queries.message_details import message_details
from openbill.payments.types import Spread
from openbill.primitives.money import Money


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


def a_customer_to_write_to(firm: AnOrganization, name: str = "Anna Ltd", **details: object) -> object:
    customer = a_customer(firm, name, **details)
    a_contact(firm, customer, "Maria Jones", email="maria@example.com")
    return customer


def test_reminders_become_firmer_and_end(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")  # due on 2026-02-14
    for day in (
        "2026-02-06", "2026-02-07", "2026-02-08", "2026-02-14", "2026-02-17", "2026-02-18", "2026-02-24", "2026-03-15",
        "2026-03-16", "2026-04-14", "2026-04-15", "2026-05-15", "2026-08-01",
    ):  # fmt: skip
        day_done(firm, day)

    assert reminders(firm) == [
        Sent("2026-02-07", "receipt", 119_00, ("INV-000001",)),
        Sent("2026-02-14", "due", 119_00, ("INV-000001",)),
        Sent("2026-02-17", "overdue", 119_00, ("INV-000001",)),
        Sent("2026-02-24", "second", 119_00, ("INV-000001",)),
        Sent("2026-03-16", "firm", 119_00, ("INV-000001",)),
        Sent("2026-04-15", "final", 119_00, ("INV-000001",)),
    ]
    assert [kind for kind, _ in tasks(firm)] == ["decide"]


def test_the_same_day_again_reminds_nobody_again(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    first = day_done(firm, "2026-02-14")
    second = day_done(firm, "2026-02-14")
    assert (first.notices_created, second.notices_created) == (1, 0)
    assert len(messages(firm)) == 1


def test_of_several_stages_that_were_missed_only_the_firmest_is_sent(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    issued(firm, customer, [a_line("100.00")], on="2026-01-15")
    day_done(firm, "2026-02-25")
    assert reminders(firm) == [Sent("2026-02-25", "second", 119_00, ("INV-000001",))]
    day_done(firm, "2026-03-16")
    day_done(firm, "2026-03-17")
    # Twenty days lie between the two stages, counted from the day on which the first one really went out.
    assert [sent.on for sent in reminders(firm)] == ["2026-02-25", "2026-03-17"]


def test_one_message_lists_all_that_a_customer_owes_an_entity_in_a_currency(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    issued(firm, customer, [a_line("100.00")], on="2026-01-01")  # due on 2026-01-31
    issued(firm, customer, [a_line("50.00")], on="2026-01-28")  # due on 2026-02-27
    issued(firm, customer, [a_line("10.00")], on="2026-02-05")  # due on 2026-03-07
    day_done(firm, "2026-03-02")

    (message,) = messages(firm)
    assert reminders(firm) == [Sent("2026-03-02", "firm", 178_50, ("INV-000001", "INV-000002", "INV-000003"))]
    assert message.subject == "Overdue for up to 30 days: 178.50\u00a0EUR"
    assert "- INV-000001 of 1 Jan 2026, due 31 Jan 2026: 119.00\u00a0EUR (30 days overdue)" in message.body
    assert "Falling due these days:\n\n- INV-000003" in message.body
    assert (message.state, message.recipient_address) == ("held", "maria@example.com")


def test_the_pages_of_what_was_rendered_go_along(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    invoice = issued(firm, customer, [a_line("100.00")], on="2026-01-01")
    issued(firm, customer, [a_line("50.00")], on="2026-01-02")
    rendered = render_invoices([invoice], processes=1, context=firm.context())
    day_done(firm, "2026-02-15")
    (message,) = messages(firm)
    with scope(firm.id):
        attached = message_details(message.id).attachments
    assert [(each.stored_file_id, each.file_name) for each in attached] == [(rendered.files[invoice], "INV-000001.pdf")]


def test_nobody_is_asked_for_what_an_unapplied_payment_covers(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    issued(firm, customer, [a_line("100.00")], on="2026-01-01")
    issued(firm, customer, [a_line("50.00")], on="2026-01-02")
    paid(firm, customer, 119_00, "2026-02-01", spread=Spread.UNAPPLIED)
    day_done(firm, "2026-02-15")
    assert reminders(firm) == [Sent("2026-02-15", "second", 59_50, ("INV-000002",))]

    paid(firm, customer, 60_00, "2026-02-20", spread=Spread.UNAPPLIED)
    done = day_done(firm, "2026-03-05")
    assert done.notices_created == 0
    assert done.skipped == (
        Skipped("C-000001", "MAIN", "EUR", "unapplied credits of the customer cover all that would be asked for"),
    )


def test_a_disputed_part_is_left_out_and_the_rest_is_asked_for(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    invoice = issued(firm, customer, [a_line("100.00")], on="2026-01-01")
    (item,) = items_of(firm, invoice)
    open_dispute(
        contested=[Contested(item.id, Money(19_00, "EUR"))], reason=DisputeReason.PRICE, context=firm.context()
    )
    day_done(firm, "2026-02-15")
    (message,) = messages(firm)
    assert reminders(firm) == [Sent("2026-02-15", "second", 100_00, ("INV-000001",))]
    assert "100.00\u00a0EUR of 119.00\u00a0EUR open; the rest is under dispute (15 days overdue)" in message.body


def test_what_is_promised_is_not_reminded_of_until_the_promise_is_over(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    invoice = issued(firm, customer, [a_line("100.00")], on="2026-01-01")
    (item,) = items_of(firm, invoice)
    a_promise(firm, item.id, by="2026-02-20", given_on="2026-02-05")
    done = day_done(firm, "2026-02-22")
    assert [skip.reason for skip in done.skipped] == ["all that would be asked for is promised"]

    done = day_done(firm, "2026-02-23")
    assert (done.promises_judged, done.notices_created) == (1, 1)
    assert tasks(firm) == [("broken_promise", "Promised 119.00 EUR by 2026-02-20; 0.00 EUR came in.")]


def test_below_the_minimum_nobody_is_bothered(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    issued(firm, customer, [a_line("4.00")], on="2026-01-01")
    done = day_done(firm, "2026-02-15")
    assert [skip.reason for skip in done.skipped] == ["what is owed is below the minimum of a reminder"]


def test_who_has_no_address_makes_a_task_once(firm: AnOrganization):
    customer = a_customer(firm)
    issued(firm, customer, [a_line("100.00")], on="2026-01-01")
    first, second = day_done(firm, "2026-02-15"), day_done(firm, "2026-02-15")
    assert (first.notices_created, first.tasks_created, second.tasks_created) == (0, 1, 0)
    assert [skip.reason for skip in first.skipped] == ["nobody there can be written to by e-mail"]
    a_contact(firm, customer, "Maria", email="maria@example.com")
    assert day_done(firm, "2026-02-16").notices_created == 1


def test_germans_are_reminded_in_german(firm: AnOrganization):
    customer = a_customer_to_write_to(firm, language="de")
    issued(firm, customer, [a_line("1234.00")], on="2026-01-01")
    day_done(firm, "2026-04-01")
    (message,) = messages(firm)
    assert message.subject == "Letzte Mahnung: 1.468,46\u00a0EUR"
    assert message.body.startswith("Guten Tag Maria Jones,\n\nauf die folgenden Forderungen haben wir keine Zahlung")
