"""Links to pay: made for ticked debts of one customer or of several, sent, renewed and taken back."""

import re
from uuid import UUID

import pytest
from django.test import Client
from tests.support.customers import a_contact
from tests.support.paying import AtTheGateway, a_paying_firm
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes
from tests.support.web import a_visitor, at_work, text_of

from openbill.foundation.tenancy import scope
from openbill.gateways.models import PaymentRequest
from openbill.messaging.queries.outbox import messages_in_state


@pytest.fixture
def desk() -> AtTheGateway:
    return a_paying_firm()


@pytest.fixture
def client(desk: AtTheGateway) -> Client:
    return at_work(desk.firm)


def link_in(page: str) -> str:
    """The path of the link that a page shows."""
    found = re.search(r'id="link">https?://[^/]+(/pay/[^<]+)<', page)
    assert found
    return found[1]


def made(client: Client, customer: UUID, *items: UUID, days: str = "30") -> str:
    typed = {"customer": str(customer), "item": [str(item) for item in items], "valid_days": days}
    return text_of(client.post("/online/new", typed))


def test_a_link_over_two_debts_is_made_and_shown_once(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm, "Kilbride Agri")
    debts = [a_debit(desk.firm, customer, "100.00"), a_debit(desk.firm, customer, "50.00")]
    asked = text_of(client.get("/online/new", {"customer": str(customer), "item": str(debts[1])}))
    ticked = re.findall(r'name="item" value="([0-9a-f-]+)"[^>]*checked', asked)
    assert ticked == [str(debts[1])]

    path = link_in(made(client, customer, *debts))

    assert a_visitor().get(path).status_code == 200
    listed = text_of(client.get("/online"))
    assert "Kilbride Agri" in listed
    assert "EUR 150.00" in listed
    with scope(desk.firm.id):
        request = PaymentRequest.objects.get(organization_id=desk.firm.id)
    page = text_of(client.get(f"/online/{request.id}"))
    assert path not in page
    assert "Nobody has tried to pay by it yet." in page


def test_a_link_for_nothing_or_for_ever_comes_back_as_it_was_typed(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm)
    debt = a_debit(desk.firm, customer, "100.00")
    with nothing_changes(desk.firm.id):
        none = client.post("/online/new", {"customer": str(customer), "valid_days": "7"})
        long = client.post("/online/new", {"customer": str(customer), "item": str(debt), "valid_days": "900"})
    assert (none.status_code, long.status_code) == (422, 422)
    assert "Tick the debts that the link is to be for." in text_of(none)
    assert 'value="7"' in text_of(none)
    assert 'id="id_valid_days_error"' in text_of(long)
    assert "checked" in text_of(long)


def test_debts_of_two_currencies_are_refused_with_the_remedy(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm)
    debts = [a_debit(desk.firm, customer, "100.00"), a_debit(desk.firm, customer, "50.00", currency="USD")]
    with nothing_changes(desk.firm.id):
        assert "Make a request for each." in made(client, customer, *debts)


def test_a_new_link_ends_the_one_before_and_taking_back_ends_all(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm)
    first = link_in(made(client, customer, a_debit(desk.firm, customer, "100.00")))
    with scope(desk.firm.id):
        request = PaymentRequest.objects.get(organization_id=desk.firm.id).id
    visitor = a_visitor()

    second = link_in(text_of(client.post(f"/online/{request}/link")))
    assert [visitor.get(path).status_code for path in (first, second)] == [404, 200]

    client.post(f"/online/{request}/revoke")
    assert visitor.get(second).status_code == 404
    assert "Taken back" in text_of(client.get(f"/online/{request}"))
    assert "taken back" in text_of(client.get("/online?only=revoked")).lower()


def test_a_link_is_sent_by_mail_and_held_in_safe_mode(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm, "Kilbride Agri")
    made(client, customer, a_debit(desk.firm, customer, "100.00", document_number="INV-7"))
    with scope(desk.firm.id):
        request = PaymentRequest.objects.get(organization_id=desk.firm.id).id
    with nothing_changes(desk.firm.id):
        refused = client.post(f"/online/{request}/send", follow=True)
    assert "Nobody at this customer has an e-mail address" in text_of(refused)
    a_contact(desk.firm, customer, "Orla Byrne", email="orla@kilbride.example")

    for _ in range(2):
        sent = client.post(f"/online/{request}/send", follow=True)

    assert "safe mode is on" in text_of(sent)
    with scope(desk.firm.id):
        (message,) = messages_in_state("held")
    assert "100.00" in message.subject


def test_ticked_debts_of_one_customer_lead_to_its_link(desk: AtTheGateway, client: Client):
    customer = a_customer(desk.firm, "Kilbride Agri")
    debts = [a_debit(desk.firm, customer, amount) for amount in ("100.00", "50.00", "7.00")]
    listed = text_of(client.get("/invoices"))
    assert all(f'name="chosen" value="{debt}"' in listed for debt in debts)
    assert all(f'value="{debt}"' in text_of(client.get(f"/customers/{customer}")) for debt in debts)

    asked = client.get("/online/new/several", {"chosen": [str(debt) for debt in debts[:2]]}, follow=True)

    ticked = re.findall(r'name="item" value="([0-9a-f-]+)"[^>]*checked', text_of(asked))
    assert sorted(ticked) == sorted(map(str, debts[:2]))


def test_ticked_debts_of_several_customers_become_a_mail_for_each_once_it_was_looked_at(
    desk: AtTheGateway, client: Client
):
    anna, bert, mute = (a_customer(desk.firm, name) for name in ("Anna Ltd", "Bert Ltd", "Carl Ltd"))
    a_contact(desk.firm, anna, "Maria", email="anna@anna.example")
    a_contact(desk.firm, bert, "Bert", email="bert@bert.example")
    chosen = [
        str(a_debit(desk.firm, customer, "100.00", document_number=number))
        for customer, number in ((anna, "INV-1"), (bert, "INV-2"), (mute, "INV-3"))
    ]
    with nothing_changes(desk.firm.id):
        preview = text_of(client.get("/online/new/several", {"chosen": chosen}))
        wrong = client.post("/online/new/several", {"chosen": chosen, "valid_days": "900"})
    assert "Send 2 links to pay?" in preview
    assert "One customer gets none" in preview
    assert "anna@anna.example" in preview
    assert "Dear Maria, you can pay INV-1 online" in preview
    assert wrong.status_code == 422
    assert 'value="900"' in text_of(wrong)

    sent = client.post("/online/new/several", {"chosen": chosen, "valid_days": "30"}, follow=True)

    assert "2 mails with links are written, and held: safe mode is on." in text_of(sent)
    with scope(desk.firm.id):
        assert len(messages_in_state("held")) == 2


def test_nothing_ticked_says_what_to_tick(desk: AtTheGateway, client: Client):
    assert desk.firm.id
    assert "No debt is chosen" in text_of(client.get("/online/new/several", {"chosen": "nonsense"}))
