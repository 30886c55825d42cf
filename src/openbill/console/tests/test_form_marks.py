"""A form acts once, and in the organization of its page only."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from tests.support.billing import a_billing_firm
from tests.support.members import a_member
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes
from tests.support.web import a_visitor, at_work, signed_in

from openbill.console.form_marks import FORM, ORGANIZATION, ORGANIZATION_HEADER
from openbill.customers.queries.find_customers import find_customers
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.change_settings import change_settings
from openbill.organizations.commands.invite_user import invite_user
from openbill.organizations.queries.organizations_of_user import organizations_of_user
from openbill.primitives.money import Money


@pytest.fixture
def firm() -> AnOrganization:
    firm = a_billing_firm()
    change_settings(write_off_limit=Money.of("50.00", "EUR"), context=firm.context())
    return firm


@pytest.fixture
def client(firm: AnOrganization) -> Client:
    return at_work(firm)


def marks(client: Client, address: str) -> dict[str, str]:
    """What the main form of a page carries besides its fields."""
    page = client.get(address).content.decode()
    (form,) = re.findall(r"<form(?=[^>]*novalidate).*?</form>", page, re.DOTALL)
    found = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', form))
    assert {ORGANIZATION, FORM, "csrfmiddlewaretoken"} <= found.keys()
    return found


def sent_at_once(client: Client, address: str, typed: dict[str, Any]) -> list[Any]:
    """The answers to a form that is sent three times before the first answer is there."""

    def send(_turn: int) -> Any:
        other = a_visitor()
        other.cookies = client.cookies
        try:
            return other.post(address, typed)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as threads:
        return list(threads.map(send, range(3)))


def test_a_write_off_that_is_sent_three_times_is_done_once(firm: AnOrganization, client: Client):
    debt = a_debit(firm, a_customer(firm, name="Anna"), "40.00")
    address = f"/items/{debt}/write-off"
    typed = {**marks(client, address), "amount": "10.00", "reason": "Small"}

    answers = sent_at_once(client, address, typed)

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert open_amount(firm, debt) == "30.00"


ONE_AFTER_ANOTHER: dict[str, tuple[Callable[[UUID], str], dict[str, str]]] = {
    "customer": (lambda _: "/customers/new", {"name": "Twice GmbH", "number": ""}),
    "contact": (
        lambda customer: f"/customers/{customer}/people/new",
        {"name": "Bo", "role": "other", "preferred_channel": "email", "email": "bo@example.com"},
    ),
    "draft": (
        lambda customer: f"/drafts/new?customer={customer}",
        {
            "kind": "invoice",
            "currency": "EUR",
            "lines": "1",
            "line-0-tax_code": "S",
            "line-0-description": "Lamp",
            "line-0-quantity": "1",
            "line-0-unit_price": "10.00",
        },
    ),
}


@pytest.mark.parametrize("name", ONE_AFTER_ANOTHER)
def test_a_form_that_is_sent_twice_makes_one_and_says_so(name: str, firm: AnOrganization, client: Client):
    address_of, typed = ONE_AFTER_ANOTHER[name]
    address = address_of(a_customer(firm, name="Anna"))
    typed = {**marks(client, address), **typed}

    first = client.post(address, typed)
    assert first.status_code == 302
    with nothing_changes(firm.id):
        again = client.post(address, typed)

    assert again["Location"] == first["Location"]
    assert "It was done then, and not once more." in client.get(again["Location"]).content.decode()


def test_a_form_that_is_opened_anew_acts_anew(firm: AnOrganization, client: Client):
    debt = a_debit(firm, a_customer(firm, name="Anna"), "40.00")
    address = f"/items/{debt}/write-off"
    for _ in range(2):
        client.post(address, {**marks(client, address), "amount": "10.00", "reason": "Small"})
    assert open_amount(firm, debt) == "20.00"


def test_what_was_typed_otherwise_is_another_act(firm: AnOrganization, client: Client):
    debt = a_debit(firm, a_customer(firm, name="Anna"), "40.00")
    address = f"/items/{debt}/write-off"
    typed = {**marks(client, address), "reason": "Small"}
    for amount in ("10.00", "11.00"):
        client.post(address, {**typed, "amount": amount})
    assert open_amount(firm, debt) == "19.00"


def test_a_form_that_was_sent_is_previewed_as_what_it_would_do_now(firm: AnOrganization, client: Client):
    customer = a_customer(firm, name="Anna")
    for number in ("A-1", "A-2"):
        a_debit(firm, customer, "100.00", document_number=number)
    address = f"/payments/new?customer={customer}"
    typed = {
        **marks(client, address),
        "amount": "100.00",
        "currency": "EUR",
        "received_date": "2026-06-01",
        "method": "bank_transfer",
        "spread": "oldest_first",
    }
    assert "A-1" in client.post("/payments/preview", typed).content.decode()
    sent = client.post(address, typed)
    client.get(sent["Location"])

    preview = client.post("/payments/preview", typed).content.decode()

    assert ("A-1" in preview, "A-2" in preview) == (False, True)
    assert "It was done then" not in client.get("/").content.decode()


def test_a_page_of_another_organization_acts_in_none(firm: AnOrganization):
    other = an_organization(name="Beta")
    person = a_member(firm, "owner", email="both@example.com")
    invite_user(email="both@example.com", role="owner", name="", is_known_elsewhere=True, context=other.context())
    client = signed_in(person)
    assert len(organizations_of_user(person)) == 2
    client.post("/organization", {"organization": str(firm.id)})
    typed = {**marks(client, "/customers/new"), "name": "Anna"}
    client.post("/organization", {**typed, "organization": str(other.id)})

    with nothing_changes(firm.id), nothing_changes(other.id):
        refused = client.post("/customers/new", typed)
        by_header = client.post("/safe-mode/end", headers={ORGANIZATION_HEADER: str(firm.id)})

    assert (refused.status_code, by_header.status_code) == (409, 409)
    assert "in which you work now; nothing was done" in refused.content.decode()
    client.post("/organization", {"organization": str(firm.id)})
    client.post("/customers/new", typed)
    with scope(firm.id):
        assert [each.name for each in find_customers("Anna")] == ["Anna"]
