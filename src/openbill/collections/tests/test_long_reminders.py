"""However much a customer owes and however long its documents are called, it is reminded; if not, somebody is told."""

from datetime import date
from uuid import UUID

import pytest
from tests.support.billing import a_billing_firm
from tests.support.collecting import day_done, messages, reminders, tasks
from tests.support.customers import a_contact, a_customer
from tests.support.organizations import AnOrganization
from tests.support.receivables import an_item

from openbill.collections.models import ListedItem, Task
from openbill.foundation.tenancy import scope
from openbill.primitives.money import Money
from openbill.receivables.commands.record_items import record_items
from openbill.receivables.types import NewItem


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


LARGEST = str(10**15)
"""The most euros that one item may be over: the database holds the sum of 92, and not of 93."""


def a_customer_to_write_to(firm: AnOrganization, **details: object) -> UUID:
    customer = a_customer(firm, **details)
    a_contact(firm, customer, "Maria Jones", email="maria@example.com")
    return customer


def debts(firm: AnOrganization, customer: UUID, count: int) -> None:
    """So many debts of 100.00 that fell due on 5 January."""
    items = [
        NewItem(
            customer_id=customer,
            kind="invoice",
            amount=Money(100_00, "EUR"),
            document_date=date(2026, 1, 1),
            due_date=date(2026, 1, 5),
            document_number=f"INV-{number:05}",
        )
        for number in range(1, count + 1)
    ]
    record_items(items=items, context=firm.context())


def test_documents_with_long_numbers_are_counted_in_the_subject(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    for letter in "ABC":
        an_item(firm, customer, "100.00", on="2026-01-01", due="2026-01-05", document_number=letter * 90)
    day_done(firm, "2026-01-08")
    (message,) = messages(firm)
    assert message.subject == "3 documents: payment overdue"
    assert "- " + "A" * 90 + " of 1 Jan 2026" in message.body


def test_one_document_with_a_very_long_number_is_counted_too(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    an_item(firm, customer, "100.00", on="2026-01-01", due="2026-01-05", document_number="X" * 300)
    day_done(firm, "2026-01-08")
    assert [message.subject for message in messages(firm)] == ["1 document: payment overdue"]


def test_of_very_many_debts_the_oldest_are_listed_and_the_others_summed(firm: AnOrganization):
    customer = a_customer_to_write_to(firm)
    debts(firm, customer, 2_600)
    assert day_done(firm, "2026-01-08").failures == ()

    (message,) = messages(firm)
    lines = [line.replace("\u00a0", " ") for line in message.body.splitlines() if line.startswith("- ")]
    assert len(lines) == 201
    assert lines[-1] == "- and 2400 more, together 240,000.00 EUR"
    assert "Total overdue: 260,000.00\u00a0EUR" in message.body
    with scope(firm.id):
        assert ListedItem.objects.filter(organization_id=firm.id).count() == 2_600


def test_germans_read_so_in_german(firm: AnOrganization):
    customer = a_customer_to_write_to(firm, language="de")
    debts(firm, customer, 202)
    day_done(firm, "2026-01-08")
    assert "- und 2 weitere, zusammen 200,00\u00a0EUR" in messages(firm)[0].body


def test_whose_reminder_fails_makes_a_task_that_ends_with_the_next_reminder(firm: AnOrganization):
    # Given debts whose sum is more than the books can hold,
    customer = a_customer_to_write_to(firm)
    for _ in range(93):
        an_item(firm, customer, LARGEST, on="2026-01-01", due="2026-01-05")

    # when its reminder fails on two days,
    first, second = day_done(firm, "2026-01-08"), day_done(firm, "2026-01-09")

    # then there is one task,
    assert (first.notices_created, len(first.failures), first.tasks_created) == (0, 1, 1)
    assert (second.notices_created, len(second.failures), second.tasks_created) == (0, 1, 0)
    ((kind, reason),) = tasks(firm)
    assert kind == "failed_reminder"
    assert reason.startswith("No reminder could be made: ")

    # which ends by itself when nearly all of it was paid.
    for _ in range(92):
        an_item(firm, customer, LARGEST, kind="payment", on="2026-01-14")
    day_done(firm, "2026-01-15")
    assert [(sent.stage, sent.total) for sent in reminders(firm)] == [("second", 10**17)]
    assert tasks(firm) == []
    with scope(firm.id):
        assert Task.objects.get(organization_id=firm.id).state == "void"
