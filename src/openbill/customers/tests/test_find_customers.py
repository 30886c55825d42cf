"""Customers are found by number and by name, as people write them."""

import pytest
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization, an_organization

from openbill.customers.commands.change_customer import change_customer
from openbill.customers.errors import CustomerUnknown
from openbill.customers.queries.customer_by_number import customer_by_number
from openbill.customers.queries.customers_of_name import customers_of_name
from openbill.customers.queries.find_customers import find_customers
from openbill.foundation.tenancy import scope


def found(organization: AnOrganization, text: str, limit: int = 20) -> list[str]:
    with scope(organization.id):
        return [customer.number for customer in find_customers(text, limit=limit)]


@pytest.fixture
def firm() -> AnOrganization:
    firm = an_organization()
    for number, name in [
        ("10", "Müller & Söhne GmbH"),
        ("100", "Acme Inc."),
        ("2", "Zacme Ltd"),
        ("a_1", "100% Natural"),
        ("ab1", r"Back\slash"),
        ("10%", "Percent"),
    ]:
        a_customer(firm, name, number=number)
    return firm


def test_the_very_number_comes_first_then_numbers_that_begin_so_then_names(firm: AnOrganization):
    assert found(firm, "10") == ["10", "100", "10%", "a_1"]
    assert found(firm, "10", limit=1) == ["10"]


def test_names_are_found_whatever_their_capitals_accents_and_legal_form(firm: AnOrganization):
    assert found(firm, "muller") == ["10"]
    assert found(firm, "MÜLLER & söhne AG") == ["10"]
    assert found(firm, "acme") == ["100", "2"]
    assert found(firm, "Ltd") == ["2"]


def test_percent_underscore_and_backslash_are_only_characters(firm: AnOrganization):
    assert found(firm, "a_") == ["a_1"]
    assert found(firm, "A_1") == ["a_1"]
    assert found(firm, "10%") == ["10%", "a_1"]
    assert found(firm, "%") == ["a_1"]
    assert found(firm, "\\") == ["ab1"]


def test_blank_text_finds_the_first_by_name_and_nonsense_nothing(firm: AnOrganization):
    assert found(firm, " ", limit=2) == ["a_1", "100"]
    assert found(firm, "xyz") == []


def test_the_same_name_in_other_words(firm: AnOrganization):
    twin = a_customer(firm, "MUELLER", number="9")
    with scope(firm.id):
        assert [customer.number for customer in customers_of_name("Müller und Söhne")] == []
        assert [customer.number for customer in customers_of_name("Muller & Sohne")] == ["10"]
        assert customers_of_name("") == []
    change_customer(customer_id=twin, name="Müller & Söhne KG", context=firm.context())
    with scope(firm.id):
        assert [customer.number for customer in customers_of_name("Muller & Sohne")] == ["10", "9"]


def test_a_number_is_exact(firm: AnOrganization):
    with scope(firm.id):
        assert customer_by_number("10").name == "Müller & Söhne GmbH"
        with pytest.raises(CustomerUnknown, match="no customer 1"):
            customer_by_number("1")
