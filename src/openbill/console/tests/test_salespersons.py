"""Who sells sees the customers that they look after, on every page and in every sum."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client
from tests.support.billing import a_billing_firm
from tests.support.members import a_member
from tests.support.receivables import a_customer, a_debit
from tests.support.web import signed_in

from openbill.console.urls import ROUTES
from openbill.customers.commands.change_customer import change_customer
from openbill.organizations.policies.own_customers_only import WITHOUT_ALL

OWN, OTHER = "Ownwerk Lampen", "Fremdwerk Kabel"


@dataclass(frozen=True)
class Sold:
    client: Client
    own_id: str
    other_id: str


@pytest.fixture(scope="module")
def sold() -> Sold:
    """An own customer who owes 120.00 and one of somebody else who owes 77,777.00; both 45 days late."""
    firm = a_billing_firm()
    anna, bert = a_member(firm, "sales"), a_member(firm, "sales")
    own, other = a_customer(firm, name=OWN), a_customer(firm, name=OTHER)
    for customer, person, amount in ((own, anna, "120.00"), (other, bert, "77777.00")):
        change_customer(customer_id=customer, salesperson_id=person, context=firm.context())
        a_debit(firm, customer, amount, on="2026-01-01", due="2026-01-31")
    return Sold(signed_in(anna), str(own), str(other))


PAGES = [route for route in ROUTES if not route.is_act and (not route.permission or route.permission in WITHOUT_ALL)]


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_no_page_tells_of_another_ones_customer(route, sold: Sold):
    known = {"known": "2099-01-01T12:00"}
    for asked in ({}, {"q": OTHER}, {"q": "Fremdwerk"}, {"format": "csv"}, known, {**known, "by": "group"}):
        address = "/" + route.path.replace("<uuid:customer_id>", sold.own_id).replace("<int:position>", "1")
        if "<" in address:
            return
        answer = sold.client.get(address, asked)
        assert answer.status_code == 200, answer.content[:300]
        page = answer.content.decode(errors="replace").replace(f"“{OTHER}”", "").replace(f'value="{OTHER}"', "")
        assert OTHER not in page
        assert not re.search("77,?777", page)


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_another_ones_customer_is_not_there(route, sold: Sold):
    if "<uuid:customer_id>" in route.path:
        address = "/" + route.path.replace("<uuid:customer_id>", sold.other_id).replace("<int:position>", "1")
        assert sold.client.get(address).status_code == 404


def test_own_customers_and_their_sums_are_there(sold: Sold):
    for address in ("/", "/customers", "/aging", f"/customers/{sold.own_id}"):
        page = sold.client.get(address).content.decode()
        assert re.search(r"120<|120\.00", page), address
    assert OWN in sold.client.get("/find", {"q": "Ownwerk"}).content.decode()
