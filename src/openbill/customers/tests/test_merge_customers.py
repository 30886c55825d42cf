"""Two customers become one: what belonged to either is found under the survivor, and nothing is lost."""

from datetime import date
from uuid import UUID

import pytest
from tests.support.customers import a_contact, a_customer, details_of
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_debit
from tests.support.unchanged import nothing_changes

from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.add_external_id import add_external_id
from openbill.customers.commands.change_customer import change_customer
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.set_address import set_address
from openbill.customers.commands.set_parent import set_parent
from openbill.customers.errors import (
    CustomerIsMerged,
    CustomerUnknown,
    GroupTooDeep,
    MergeIntoItself,
    MergeOfParent,
)
from openbill.customers.models import Customer, CustomerMerge
from openbill.customers.queries.customer_by_number import customer_by_number
from openbill.customers.queries.find_customers import find_customers
from openbill.customers.queries.group_members import group_members
from openbill.customers.types import CustomersMerged
from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.queries.aging import aging


def merged_into(organization: AnOrganization, customer_id: UUID) -> UUID | None:
    with scope(organization.id):
        return Customer.objects.get(organization_id=organization.id, id=customer_id).merged_into_id


def test_contacts_numbers_addresses_and_subsidiaries_go_over():
    firm = an_organization()
    anna, twin = a_customer(firm, "Anna", number="1"), a_customer(firm, "Anna twin", number="2")
    child = a_customer(firm, "Child", number="3", parent_id=twin)
    maria, paul = a_contact(firm, anna, "Maria"), a_contact(firm, twin, "Paul")
    add_external_id(customer_id=twin, source="sap", external_id="77", context=firm.context())
    set_address(customer_id=anna, city="Berlin", context=firm.context())
    set_address(customer_id=twin, city="Bonn", context=firm.context())
    set_address(customer_id=twin, purpose="delivery", city="Potsdam", context=firm.context())

    merged = merge_customers(customer_id=twin, into_customer_id=anna, context=firm.context())

    assert merged == CustomersMerged(anna, children=1, contacts=1, addresses=1, external_ids=1)
    found = details_of(firm, anna)
    assert [contact.id for contact in found.contacts] == [maria, paul]
    assert [(address.purpose, address.city) for address in found.addresses] == [
        ("billing", "Berlin"),
        ("delivery", "Potsdam"),
    ]
    assert [number.external_id for number in found.external_ids] == ["77"]
    assert [child.number for child in found.children] == ["3"]
    assert [customer.number for customer in found.merged] == ["2"]
    assert details_of(firm, twin) == found
    with scope(firm.id):
        assert customer_by_number("2").id == anna
        assert [customer.id for customer in find_customers("twin")] == [anna]
        assert [member.customer_id for member in group_members(twin)] == [anna, child]
        (row,) = CustomerMerge.objects.filter(organization_id=firm.id)
        assert (row.merged_customer_id, row.into_customer_id) == (twin, anna)


def test_what_both_owe_is_shown_under_the_survivor():
    firm = an_organization()
    anna, twin = a_customer(firm, "Anna"), a_customer(firm, "Anna twin")
    a_debit(firm, anna, "100.00", due="2026-01-31")
    a_debit(firm, twin, "20.00", due="2026-01-31")

    merge_customers(customer_id=twin, into_customer_id=anna, context=firm.context())

    with scope(firm.id):
        (row,) = aging(firm.id, date(2026, 1, 31)).rows
    assert (row.id, row.total_minor) == (anna, 120_00)


def test_one_step_leads_to_the_survivor_however_many_merges_there_were():
    firm = an_organization()
    first, second, third, fourth = (a_customer(firm) for _ in range(4))
    merge_customers(customer_id=first, into_customer_id=second, context=firm.context())
    merge_customers(customer_id=second, into_customer_id=third, context=firm.context())
    merge_customers(customer_id=third, into_customer_id=fourth, context=firm.context())
    assert [merged_into(firm, customer) for customer in (first, second, third, fourth)] == [
        fourth,
        fourth,
        fourth,
        None,
    ]


def test_a_merged_subsidiary_leaves_the_group_and_its_own_move_up():
    firm = an_organization()
    parent = a_customer(firm)
    child = a_customer(firm, parent_id=parent)
    grandchild = a_customer(firm, parent_id=child)

    merge_customers(customer_id=child, into_customer_id=parent, context=firm.context())

    with scope(firm.id):
        assert [(member.customer_id, member.level) for member in group_members(parent)] == [
            (parent, 1),
            (grandchild, 2),
        ]


def test_refuses_what_would_leave_nonsense_and_changes_nothing():
    firm = an_organization()
    anna, gone = a_customer(firm), a_customer(firm)
    parent = a_customer(firm)
    child = a_customer(firm, parent_id=parent)
    grandchild = a_customer(firm, parent_id=child)
    merge_customers(customer_id=gone, into_customer_id=anna, context=firm.context())
    with nothing_changes(firm.id):
        for customer, into, refusal in [
            (anna, anna, MergeIntoItself),
            (gone, parent, CustomerIsMerged),
            (parent, gone, CustomerIsMerged),
            (gone, anna, CustomerIsMerged),
            (parent, child, MergeOfParent),
            (parent, grandchild, MergeOfParent),
            (new_identifier(), anna, CustomerUnknown),
            (anna, new_identifier(), CustomerUnknown),
        ]:
            with pytest.raises(refusal):
                merge_customers(customer_id=customer, into_customer_id=into, context=firm.context())


def test_refuses_a_merge_that_would_make_the_group_too_deep():
    firm = an_organization()
    line: list[UUID] = []
    for _ in range(20):
        line.append(a_customer(firm, parent_id=line[-1] if line else None))
    loose = a_customer(firm)
    a_customer(firm, parent_id=loose)
    with nothing_changes(firm.id), pytest.raises(GroupTooDeep):
        merge_customers(customer_id=loose, into_customer_id=line[-1], context=firm.context())


def test_nothing_is_done_with_a_merged_customer_any_more():
    firm = an_organization()
    anna, gone = a_customer(firm, number="1"), a_customer(firm, number="2")
    merge_customers(customer_id=gone, into_customer_id=anna, context=firm.context())
    acts = [
        lambda: change_customer(customer_id=gone, name="X", context=firm.context()),
        lambda: add_contact(customer_id=gone, name="X", context=firm.context()),
        lambda: set_address(customer_id=gone, city="X", context=firm.context()),
        lambda: add_external_id(customer_id=gone, source="x", external_id="1", context=firm.context()),
        lambda: set_parent(customer_id=gone, parent_id=None, context=firm.context()),
        lambda: set_parent(customer_id=anna, parent_id=gone, context=firm.context()),
        lambda: a_customer(firm, parent_id=gone),
    ]
    with nothing_changes(firm.id):
        for act in acts:
            with pytest.raises(CustomerIsMerged, match="2 was merged into 1"):
                act()
