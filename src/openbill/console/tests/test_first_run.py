"""A new firm is led from nothing to its first reminders; messages, mail and log have their pages."""

from datetime import date, timedelta

from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.collections.commands.run_day import run_day
from openbill.console.words.acts import ACTS
from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.create_customer import create_customer
from openbill.foundation.context import system_context
from openbill.foundation.tenancy import scope
from openbill.messaging.commands.leave_safe_mode import leave_safe_mode
from openbill.messaging.commands.suppress_address import suppress_address
from openbill.messaging.queries.find_messages import find_messages
from openbill.messaging.queries.suppressed_addresses import suppressed_addresses
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.wiring.permission_matrix import import_commands


def a_firm_that_is_owed():
    firm = an_organization()
    customer = a_customer(firm, name="Anna")
    add_contact(customer_id=customer, name="Pat", role="accounts_payable", email="p@a.example", context=firm.context())
    today = date.today()  # noqa: DTZ011 - the day of the machine
    a_debit(firm, customer, "100.00", on=str(today - timedelta(days=60)), due=str(today - timedelta(days=20)))
    return firm


def test_every_word_for_an_act_is_of_an_act_that_there_is():
    assert ACTS.keys() - import_commands().keys() == set()


def test_an_empty_firm_is_led_and_a_person_can_be_left_alone():
    client = at_work(an_organization())
    home = client.get("/").content.decode()
    assert "The first steps" in home
    assert 'href="/imports"' in home

    client.post("/first-run/dismiss")

    assert "The first steps" not in client.get("/").content.decode()


def test_only_who_may_set_up_the_firm_is_led():
    assert "The first steps" not in at_work(an_organization(), "collector").get("/").content.decode()


def test_the_first_reminders_are_written_in_safe_mode_and_lead_to_the_last_step():
    firm = a_firm_that_is_owed()
    client = at_work(firm)
    assert "Look at the first reminders" in client.get("/").content.decode()
    assert "Back to the first steps" in client.get("/reminders").content.decode()

    assert client.post("/first-run/reminders")["Location"] == "/reminders"

    with scope(firm.id):
        assert [message.state for message in find_messages().rows] == ["held"]
    home = client.get("/").content.decode()
    assert "Invite your colleagues" in home
    assert 'action="/first-run/reminders"' not in home
    client.post("/first-run/dismiss")
    assert "Back to the first steps" not in client.get("/reminders").content.decode()


def test_a_firm_that_writes_reminders_leads_nobody():
    firm = a_firm_that_is_owed()
    run_day(day=date.today(), context=firm.context())  # noqa: DTZ011 - the day of the machine
    client = at_work(firm)

    assert "The first steps" not in client.get("/").content.decode()
    assert "Back to the first steps" not in client.get("/reminders").content.decode()


def test_where_no_reminder_is_due_it_is_said():
    client = at_work(an_organization())

    told = client.post("/first-run/reminders", follow=True).content.decode()

    assert "No reminder is due today: nothing is overdue long enough." in told


def test_where_nobody_can_be_written_to_the_tasks_say_why():
    firm = an_organization()
    today = date.today()  # noqa: DTZ011 - the day of the machine
    debtor = a_customer(firm, name="Anna")
    a_debit(firm, debtor, "100.00", on=str(today - timedelta(days=60)), due=str(today - timedelta(days=20)))
    client = at_work(firm)

    told = client.post("/first-run/reminders", follow=True).content.decode()

    assert "No reminder could be written; the tasks say why." in told
    with scope(firm.id):
        assert find_messages().rows == ()


def test_without_safe_mode_no_first_reminder_is_written():
    firm = a_firm_that_is_owed()
    leave_safe_mode(context=firm.context())
    client = at_work(firm)

    with nothing_changes(firm.id):
        answer = client.post("/first-run/reminders", follow=True)

    assert "reminders would leave at once" in answer.content.decode()


def test_messages_are_found_and_thrown_away_with_a_reason():
    firm = a_firm_that_is_owed()
    client = at_work(firm)
    client.post("/first-run/reminders")
    with scope(firm.id):
        (message,) = find_messages().rows
    assert "p@a.example" in client.get("/outbox", {"q": "p@a.ex", "state": "held"}).content.decode()
    assert "p@a.example" not in client.get("/outbox", {"q": "p_a"}).content.decode()
    assert "p@a.example" not in client.get("/outbox", {"state": "sent"}).content.decode()

    with nothing_changes(firm.id):
        client.post(f"/messages/{message.id}/cancel", {"reason": " "})
        client.post(f"/messages/{message.id}/sent")
        client.post(f"/messages/{message.id}/release")
    client.post(f"/messages/{message.id}/cancel", {"reason": "Agreed by telephone"})

    with scope(firm.id):
        assert find_messages(state="cancelled").rows[0].id == message.id


def test_safe_mode_and_suppressed_addresses_are_set_on_the_page_of_mail():
    firm = an_organization()
    client = at_work(firm)
    suppress_address(address="a@b.example", context=firm.context())
    page = client.get("/settings/mail").content.decode()
    assert "a@b.example" in page
    assert "It is on: messages are written" in page

    client.post("/safe-mode/end")
    client.post("/settings/mail/lift", {"address": "a@b.example", "reason": "manual", "note": "Asked for it"})
    with scope(firm.id):
        assert organization_in_force().is_in_safe_mode is False
        assert suppressed_addresses() == []
    client.post("/safe-mode/begin")
    with scope(firm.id):
        assert organization_in_force().is_in_safe_mode is True


def test_without_a_mail_server_a_test_mail_is_refused_in_words():
    firm = an_organization()

    answer = at_work(firm).post("/settings/mail/test", {"back": "/settings/mail"}, follow=True)

    assert "mail server" in answer.content.decode()


def test_the_log_tells_who_did_what_by_person_act_and_day():
    firm = an_organization()
    client = at_work(firm)
    client.post("/settings/roles/new", {"name": "Clerk", "permissions": ["customers.view"]})

    page = client.get("/audit").content.decode()
    assert "Role added" in page
    assert ">Maria<" in page
    assert "Firm founded" not in client.get("/audit", {"act": "create_role"}).content.decode().split("<tbody>")[1]
    assert "<tbody>" not in client.get("/audit", {"as_of": "2020-01-01"}).content.decode()


def test_what_openbill_does_by_itself_stands_in_the_log_for_who_asks():
    firm = an_organization()
    create_customer(name="Anna", context=system_context(firm.id))
    client = at_work(firm)

    assert "Customer added" not in client.get("/audit").content.decode().split("<tbody>")[1]
    assert "Customer added" in client.get("/audit", {"person": "all"}).content.decode().split("<tbody>")[1]
