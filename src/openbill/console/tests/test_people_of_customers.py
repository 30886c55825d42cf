"""A customer's people and addresses are kept by form; groups and merges are asked about first."""

from tests.support.billing import a_billing_firm, a_line, drafted
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work

from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.set_address import set_address
from openbill.customers.queries.customer_details import customer_details
from openbill.foundation.tenancy import scope

PAT = {"name": "Pat", "role": "accounts_payable", "email": "pat@a.example"}


def details(firm, customer):
    with scope(firm.id):
        return customer_details(customer)


def test_a_person_is_added_changed_and_removed():
    firm = an_organization()
    anna = a_customer(firm, name="Anna")
    client = at_work(firm)

    assert client.post(f"/customers/{anna}/people/new", PAT)["Location"] == f"/customers/{anna}"
    (pat,) = details(firm, anna).contacts
    page = client.get(f"/customers/{anna}/people/{pat.id}").content.decode()
    client.post(f"/customers/{anna}/people/{pat.id}", {**PAT, "email": "", "phone": "+49 30 901820", "language": "de"})
    (changed,) = details(firm, anna).contacts
    client.post(f"/customers/{anna}/people/{pat.id}/remove")
    (removed,) = details(firm, anna).contacts

    assert 'value="pat@a.example"' in page
    assert (pat.name, pat.preferred_channel) == ("Pat", "email")
    assert (changed.email, changed.phone, changed.preferred_channel) == ("", "+49 30 901820", "phone")
    assert changed.language == "de"
    assert removed.is_active is False
    assert "pat@a.example" not in client.get(f"/customers/{anna}").content.decode()
    assert client.get(f"/customers/{anna}/people/{pat.id}").status_code == 404


def test_what_is_wrong_with_a_person_stands_at_its_field_and_changes_nothing():
    firm = an_organization()
    anna = a_customer(firm, name="Anna")
    client = at_work(firm)

    with nothing_changes(firm.id):
        email = client.post(f"/customers/{anna}/people/new", {**PAT, "email": "pat"})
        mobile = client.post(f"/customers/{anna}/people/new", {**PAT, "mobile": "seven"})
        blank = client.post(f"/customers/{anna}/people/new", {**PAT, "preferred_channel": "phone"})

    assert [answer.status_code for answer in (email, mobile, blank)] == [422, 422, 422]
    assert 'id="id_email_error"' in email.content.decode()
    assert 'id="id_mobile_error"' in mobile.content.decode()
    assert 'value="seven"' in mobile.content.decode()
    assert 'id="id_preferred_channel_error"' in blank.content.decode()


def test_each_purpose_has_its_address():
    firm = an_organization()
    anna = a_customer(firm, name="Anna")
    client = at_work(firm)
    home = {"street": "Hafenstr. 1", "postal_code": "20457", "city": "Hamburg", "country": "DE"}

    with nothing_changes(firm.id):
        townless = client.post(f"/customers/{anna}/addresses/billing", {**home, "city": ""})
        assert client.get(f"/customers/{anna}/addresses/summer").status_code == 404
    client.post(f"/customers/{anna}/addresses/billing", home)
    client.post(f"/customers/{anna}/addresses/delivery", {"city": "Bremen"})
    client.post(f"/customers/{anna}/addresses/billing", {**home, "street": "Hafenstr. 2"})

    assert 'id="id_city_error"' in townless.content.decode()
    assert [(each.purpose, each.street, each.city) for each in details(firm, anna).addresses] == [
        ("billing", "Hafenstr. 2", "Hamburg"),
        ("delivery", "", "Bremen"),
    ]
    assert 'value="Hafenstr. 2"' in client.get(f"/customers/{anna}/addresses/billing").content.decode()


def test_a_customer_is_put_into_a_group_and_taken_out():
    firm = an_organization()
    anna, bert = a_customer(firm, name="Anna"), a_customer(firm, name="Bert")
    client = at_work(firm)
    chosen = client.get(f"/customers/{anna}/group").content.decode()
    asked = client.get(f"/customers/{anna}/group", {"customer": bert}).content.decode()

    client.post(f"/customers/{anna}/group", {"customer": bert})
    with nothing_changes(firm.id):
        circle = client.post(f"/customers/{bert}/group", {"customer": anna})

    assert f"customer={bert}" in chosen
    assert f"customer={anna}" not in chosen
    assert "will belong to" in asked
    assert "would be above itself" in circle.content.decode()
    assert details(firm, anna).parent.id == bert
    client.post(f"/customers/{anna}/group/leave")
    assert details(firm, anna).parent is None


def test_two_customers_become_one_after_a_question():
    firm = an_organization()
    anna, bert = a_customer(firm, name="Anna"), a_customer(firm, name="Bert")
    add_contact(customer_id=anna, name="Pat", email="pat@a.example", context=firm.context())
    for customer in (anna, bert):
        set_address(customer_id=customer, city="Bremen", context=firm.context())
    client = at_work(firm)

    with nothing_changes(firm.id):
        asked = client.get(f"/customers/{anna}/merge", {"customer": bert}).content.decode()
        itself = client.post(f"/customers/{anna}/merge", {"customer": anna})
    assert client.post(f"/customers/{anna}/merge", {"customer": bert})["Location"] == f"/customers/{bert}"

    assert "One person goes over." in asked
    assert "that of Bert counts" in asked
    assert "This cannot be undone." in asked
    assert "cannot be merged into itself" in itself.content.decode()
    merged = details(firm, anna)
    assert (merged.id, [contact.name for contact in merged.contacts]) == (bert, ["Pat"])


def test_issuing_to_a_customer_without_an_address_warns_and_does_not_refuse():
    firm = a_billing_firm()
    anna = a_customer(firm, name="Anna")
    draft = drafted(firm, anna, [a_line("100.00")])
    client = at_work(firm)
    warned = client.get("/drafts/issue", {"chosen": draft}).content.decode()

    set_address(customer_id=anna, city="Bremen", context=firm.context())

    assert "No billing address is known" in warned
    assert f'href="/customers/{anna}/addresses/billing"' in warned
    assert "INV-000001" in warned
    assert "No billing address" not in client.get("/drafts/issue", {"chosen": draft}).content.decode()
    assert client.post("/drafts/issue", {"chosen": draft})["Location"] == f"/invoices/{draft}"
