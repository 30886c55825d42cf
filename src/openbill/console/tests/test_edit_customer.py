"""A customer is added and changed by a form; what is wrong comes back as it was typed."""

from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.customers.commands.create_customer import create_customer
from openbill.customers.queries.customer_by_number import customer_by_number
from openbill.customers.queries.customer_details import customer_details
from openbill.foundation.tenancy import scope

TYPED = {"name": "Anna Lichtplanung GmbH", "country": "DE", "language": "de", "vat_number": "DE136695976"}


def test_a_customer_is_added_under_the_next_number():
    firm = an_organization()
    client = at_work(firm)

    answer = client.post("/customers/new", {**TYPED, "terms_days": "14"})

    assert answer.status_code == 302
    with scope(firm.id):
        customer = customer_details(answer["Location"].rpartition("/")[2])
    assert (customer.name, customer.country, customer.language) == ("Anna Lichtplanung GmbH", "DE", "de")
    assert (customer.vat_number, customer.terms_days) == ("DE136695976", 14)
    assert f"under the number {customer.number}" in client.get(answer["Location"]).content.decode()


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost():
    firm = an_organization()
    create_customer(name="Bert", number="C-1", context=firm.context())
    client = at_work(firm)

    with nothing_changes(firm.id):
        taken = client.post("/customers/new", {**TYPED, "number": "C-1"})
        unnamed = client.post("/customers/new", {**TYPED, "name": " "})
        wrong = client.post("/customers/new", {**TYPED, "country": "XX", "terms_days": "-1"})

    assert (taken.status_code, unnamed.status_code, wrong.status_code) == (422, 422, 422)
    page = taken.content.decode()
    assert 'value="Anna Lichtplanung GmbH"' in page
    assert 'aria-invalid="true" aria-describedby="id_number_error"' in page
    assert 'id="id_number_error"' in page
    assert 'id="id_name_error"' in unnamed.content.decode()
    assert {"id_country_error", "id_terms_days_error"} <= set(wrong.content.decode().split('"'))


def test_a_customer_is_changed_and_keeps_what_the_form_does_not_know():
    firm = an_organization()
    group = create_customer(name="Group", context=firm.context()).customer_id
    anna = create_customer(name="Anna", parent_id=group, time_zone="Europe/Berlin", context=firm.context())
    customer_id = anna.customer_id
    client = at_work(firm)
    address = f"/customers/{customer_id}/change"
    assert 'value="Anna"' in client.get(address).content.decode()
    with scope(firm.id):
        number = customer_details(customer_id).number

    answer = client.post(address, {**TYPED, "number": number, "is_natural_person": "on", "currency": "SEK"})

    assert answer["Location"] == f"/customers/{customer_id}"
    with scope(firm.id):
        customer = customer_details(customer_id)
        assert customer_by_number(number).id == customer_id
    assert (customer.name, customer.is_natural_person) == ("Anna Lichtplanung GmbH", True)
    assert (customer.currency, customer.terms_days, customer.time_zone) == ("SEK", None, "")
    assert customer.parent is not None
    assert customer.parent.id == group
