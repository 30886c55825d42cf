"""Customers are found by names and numbers that are typed wrongly, and only by whoever may see them."""

from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from tests.support.customers import a_customer
from tests.support.database import connected_as
from tests.support.organizations import AnOrganization, an_organization

from openbill.customers.queries.customers_in_order import customers_in_order
from openbill.customers.queries.find_customers import find_customers
from openbill.foundation.tenancy import scope

NAMES = {
    "K-1001": "Müller & Söhne GmbH",
    "K-1002": "Meier Bau AG",
    "K-1003": "Maier Bau KG",
    "K-1004": "Schmidt Elektro e.K.",
    "K-1005": "Zimmermann Logistik",
    "K-1006": "Bäckerei Übermut",
}


@pytest.fixture(scope="module")
def firm() -> AnOrganization:
    firm = an_organization()
    for number, name in NAMES.items():
        a_customer(firm, name, number=number)
    return firm


def found(organization: AnOrganization, text: str) -> list[str]:
    with scope(organization.id):
        return [customer.number for customer in find_customers(text)]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("Mueler GmbH", ["K-1001"]),
        ("Mueller und Soehne", ["K-1001"]),
        ("Mulelr", ["K-1001"]),
        ("uMller", ["K-1001"]),
        ("Mller", ["K-1001"]),
        ("Meyer Bau", ["K-1003", "K-1002"]),
        ("Mayr", ["K-1003", "K-1002"]),
        ("Shcmidt Elektro", ["K-1004"]),
        ("schmitt", ["K-1004"]),
        ("Zimermann Logstik", ["K-1005"]),
        ("Logistik Zimerman", ["K-1005"]),
        ("baeckerei uebermut", ["K-1006"]),
        ("K-1040", ["K-1004"]),
        ("K1005", ["K-1005"]),
        ("K-10006", ["K-1006"]),
    ],
)
def test_typing_errors_umlauts_and_what_sounds_alike(firm: AnOrganization, typed: str, numbers: list[str]):
    assert sorted(found(firm, typed)) == sorted(numbers)


def test_who_is_called_so_is_shown_without_those_who_are_called_nearly_so(firm: AnOrganization):
    assert found(firm, "meier") == ["K-1002"]
    assert found(firm, "maier") == ["K-1003"]


def test_fewer_mistakes_come_first(firm: AnOrganization):
    a_customer(firm, "Trautwein Handel", number="T1")
    a_customer(firm, "Trautmann Handel", number="T2")
    assert found(firm, "Trautweim") == ["T1"]
    assert found(firm, "Trautwen Handl") == ["T1", "T2"]


def test_what_is_near_to_nobody_finds_nobody(firm: AnOrganization):
    assert found(firm, "Xqzwvk") == []
    assert found(firm, "Muxxxr") == []
    assert found(firm, "K-9999") == []


def test_lists_find_them_too(firm: AnOrganization):
    with scope(firm.id):
        assert [each.number for each in customers_in_order("Mueler")] == ["K-1001"]


def test_salespersons_without_customers_find_nobody_nor_do_others(firm: AnOrganization):
    other = an_organization()
    assert found(other, "Mueler") == found(other, "müller") == []
    with scope(firm.id, salesperson_id=uuid4()):
        assert find_customers("Mueler") == find_customers("müller") == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM customers_spelled_like('muler', 100)")
            assert cursor.fetchone() == (0,)


def test_the_functions_know_the_organization_from_the_transaction_alone(firm: AnOrganization):
    named = "SELECT count(*) FROM customers_named('muller', 'muller', 'muller%', 'muller%', '{muller%}', NULL, NULL)"
    spelled = "SELECT count(*) FROM customers_spelled_like('muler', 100)"
    with connected_as("openbill_app") as app:
        for statement in (named, spelled):
            assert app.execute(statement).fetchone() == (0,)
        app.autocommit = False
        app.execute("SELECT set_config('app.organization_id', %s, true)", [str(firm.id)])
        for statement in (named, spelled):
            assert app.execute(statement).fetchone() == (1,)
        app.execute("CREATE TEMPORARY TABLE customer AS SELECT * FROM public.customer WHERE false")
        assert app.execute(named).fetchone() == (1,)
        app.rollback()
    for role in ("openbill_sign_in", "openbill_maintenance"):
        with connected_as("postgres") as other:
            other.execute(f"SET ROLE {role}")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                other.execute(spelled)
