"""Importing customers: with groups, addresses and contacts; twice changes nothing."""

from pathlib import Path

from tests.support.importing import a_file, choices
from tests.support.organizations import AnOrganization, an_organization

from openbill.customers.models import Address, Contact, Customer
from openbill.foundation.tenancy import scope
from openbill.importing.commands.import_customers import import_customers
from openbill.importing.commands.import_file import ImportOutcome
from openbill.importing.reading.recognise_file import recognise_file

HEADER = ("customer number", "customer name", "parent number", "country", "city", "email", "contact name", "terms days")


def brought_in(firm: AnOrganization, path: Path) -> ImportOutcome:
    return import_customers(path, recognise_file(path), choices(firm, path), context=firm.context())


def test_customers_come_with_their_groups_addresses_and_contacts(tmp_path: Path) -> None:
    firm = an_organization()
    path = a_file(
        tmp_path,
        "customers.csv",
        HEADER,
        [
            ("C2", "Branch", "C1", "DE", "Kiel", "branch@example.com", "Ben", "14"),
            ("C1", "Head office", "", "DE", "Berlin", "head@example.com", "Anna", "30"),
            ("C1", "Head office", "", "DE", "Berlin", "second@example.com", "Carla", "30"),
            ("C3", "Orphan", "C404", "DE", "Bonn", "", "", ""),
        ],
    )

    outcome = brought_in(firm, path)

    assert (outcome.brought_in, outcome.refused) == (2, 1)
    with scope(firm.id):
        head, branch = Customer.objects.filter(organization_id=firm.id).order_by("number")
        assert (head.name, head.terms_days, branch.parent_id) == ("Head office", 30, head.id)
        assert Address.objects.get(organization_id=firm.id, customer_id=branch.id).city == "Kiel"
        emails = Contact.objects.filter(organization_id=firm.id, customer_id=head.id).values_list("email", flat=True)
        assert sorted(emails) == ["head@example.com", "second@example.com"]


def test_a_second_file_changes_what_it_gives_and_keeps_the_rest(tmp_path: Path) -> None:
    firm = an_organization()
    row = ("C1", "Head office", "", "DE", "Berlin", "head@example.com", "Anna", "30")
    path = a_file(tmp_path, "a.csv", HEADER, [row])
    brought_in(firm, path)
    again = brought_in(firm, path)
    assert (again.brought_in, again.known, again.settlements) == (0, 1, 0)

    brought_in(firm, a_file(tmp_path, "b.csv", HEADER, [("C1", "Head Office AG", "", "", "", "", "", "")]))

    with scope(firm.id):
        customer = Customer.objects.get(organization_id=firm.id)
        assert (customer.name, customer.country, customer.terms_days) == ("Head Office AG", "DE", 30)
        assert Contact.objects.filter(organization_id=firm.id).count() == 1
