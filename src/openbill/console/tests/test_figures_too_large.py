"""Sums beyond what the books can hold are told in a sentence, and no page is a fault of ours."""

import pytest
from django.test import Client
from tests.support.database import guards_switched_off
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, a_debit
from tests.support.web import at_work


@pytest.fixture
def owner() -> Client:
    firm = an_organization()
    debts = [a_debit(firm, a_customer(firm, f"Customer {n}"), "1.00") for n in range(2)]
    with guards_switched_off() as database:
        for column in ("amount_minor", "open_minor", "functional_minor", "open_functional_minor"):
            database.execute(f"UPDATE open_item SET {column} = 8 * 10::bigint ^ 18 WHERE id = ANY(%s)", [debts])
    return at_work(firm)


@pytest.mark.parametrize("address", ["/", "/aging", "/aging?by=legal-entity", "/customers", "/aging/items"])
def test_a_page_of_such_sums_says_so(address: str, owner: Client):
    answer = owner.get(address)
    assert answer.status_code == 409
    assert "larger than the books can hold" in answer.content.decode()
