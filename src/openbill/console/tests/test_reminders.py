"""Held reminders are read, released and thrown away from the console; tasks are ended."""

from datetime import date

import pytest
from django.test import Client
from tests.support.billing import a_billing_firm
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, a_debit
from tests.support.web import at_work

from openbill.collections.commands.run_day import run_day
from openbill.collections.queries.open_tasks import open_tasks
from openbill.collections.queries.reminders_in_state import reminders_in_state
from openbill.customers.commands.add_contact import add_contact
from openbill.foundation.tenancy import scope
from openbill.messaging.queries.message_details import message_details


@pytest.fixture
def firm() -> AnOrganization:
    """Anna and Bert owe 120.00 each and are reminded by mail; Carl, who owes as much, has no address."""
    firm = a_billing_firm()
    for name in ("Anna", "Bert", "Carl"):
        customer = a_customer(firm, name=name)
        a_debit(firm, customer, "120.00", on="2026-01-01", due="2026-01-31")
        if name != "Carl":
            add_contact(
                customer_id=customer,
                name=name,
                role="accounts_payable",
                email=f"{name.lower()}@example.com",
                context=firm.context(),
            )
    run_day(day=date(2026, 2, 14), context=firm.context())
    return firm


def states(firm: AnOrganization, client: Client) -> list[str]:
    with scope(firm.id):
        return [message_details(message_id).summary.state for message_id in sorted(client.reminded)]  # type: ignore[attr-defined]


@pytest.fixture
def owner(firm: AnOrganization) -> Client:
    client = at_work(firm)
    with scope(firm.id):
        client.reminded = [row.message_id for row in reminders_in_state("held").rows]  # type: ignore[attr-defined]
    return client


def test_a_message_is_read_before_it_goes(firm: AnOrganization, owner: Client):
    page = owner.get("/reminders").content.decode()
    assert "Anna" in page
    assert "Bert" in page
    assert "€120.00" in page

    message = owner.get(f"/messages/{owner.reminded[0]}").content.decode()
    assert "Total overdue: 120.00" in message
    assert "Waits for release" in message


def test_in_safe_mode_nothing_is_released_and_the_page_says_why(firm: AnOrganization, owner: Client):
    answer = owner.post("/reminders/release", {"all": "1"}, follow=True)

    assert "Safe mode is on" in answer.content.decode()
    assert states(firm, owner) == ["held", "held"]


def test_the_chosen_one_is_released_and_the_other_stays(firm: AnOrganization, owner: Client):
    owner.post("/safe-mode/end")

    answer = owner.post("/reminders/release", {"chosen": str(sorted(owner.reminded)[0])}, follow=True)

    assert "1 reminder is on its way." in answer.content.decode()
    assert states(firm, owner) == ["queued", "held"]


def test_all_that_match_are_released(firm: AnOrganization, owner: Client):
    owner.post("/safe-mode/end")

    owner.post("/reminders/release", {"all": "1", "stage": "final"})
    assert states(firm, owner) == ["held", "held"]
    owner.post("/reminders/release", {"all": "1", "stage": "second"})
    assert states(firm, owner) == ["queued", "queued"]


def test_all_are_no_more_than_the_page_counted(firm: AnOrganization, owner: Client):
    owner.post("/safe-mode/end")
    assert 'name="all_are" value="2"' in owner.get("/reminders").content.decode()

    for act in ("release", "discard"):
        answer = owner.post(f"/reminders/{act}", {"all": "1", "all_are": "1"}, follow=True)
        assert "There are 2 by now, and your page said 1; nothing was done." in answer.content.decode()
    assert states(firm, owner) == ["held", "held"]
    owner.post("/reminders/release", {"all": "1", "all_are": "2"})
    assert states(firm, owner) == ["queued", "queued"]


def test_what_is_thrown_away_never_goes(firm: AnOrganization, owner: Client):
    answer = owner.post("/reminders/discard", {"chosen": [str(each) for each in owner.reminded]}, follow=True)

    assert "2 reminders were thrown away." in answer.content.decode()
    assert states(firm, owner) == ["cancelled", "cancelled"]


@pytest.mark.parametrize("chosen", [{}, {"chosen": "not an identifier"}, {"chosen": "0" * 32}])
def test_who_chooses_nothing_or_nonsense_is_told(firm: AnOrganization, owner: Client, chosen: dict[str, str]):
    owner.post("/safe-mode/end")

    answer = owner.post("/reminders/release", chosen, follow=True)

    page = answer.content.decode()
    assert "No row was chosen" in page or "There is no message" in page
    assert states(firm, owner) == ["held", "held"]


def test_a_task_is_ended_with_what_came_of_it(firm: AnOrganization, owner: Client):
    with scope(firm.id):
        (task,) = open_tasks()
    assert "An address is missing" in owner.get("/tasks").content.decode()

    owner.post(f"/tasks/{task.id}/end", {"outcome": "Called, will send it", "back": "/tasks"})

    with scope(firm.id):
        assert open_tasks() == []
    assert "Nothing waits" in owner.get("/tasks").content.decode()


def test_a_statement_is_a_pdf_of_what_is_open(firm: AnOrganization, owner: Client):
    with scope(firm.id):
        customer = reminders_in_state("held").rows[0].customer_id

    answer = owner.get(f"/customers/{customer}/statement.pdf")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-1.7")
    assert owner.get(f"/customers/{customer}/statement-2.pdf").status_code == 302
