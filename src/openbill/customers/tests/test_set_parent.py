"""Groups of customers are trees of at most twenty levels, whoever builds them at the same time."""

from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connections
from tests.support.customers import a_customer, details_of
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.customers.commands.set_parent import set_parent
from openbill.customers.errors import CustomerUnknown, GroupHasACycle, GroupTooDeep
from openbill.customers.queries.group_members import group_members
from openbill.customers.types import GroupMember
from openbill.foundation.tenancy import scope
from openbill.primitives.identifiers import new_identifier


def members(organization: AnOrganization, customer_id: UUID) -> list[GroupMember]:
    with scope(organization.id):
        return group_members(customer_id)


def a_line(organization: AnOrganization, length: int) -> list[UUID]:
    """Customers of which each stands under the one before it."""
    line: list[UUID] = []
    for _ in range(length):
        line.append(a_customer(organization, parent_id=line[-1] if line else None))
    return line


def test_a_group_is_told_level_by_level():
    firm = an_organization()
    top = a_customer(firm, "Top", number="1")
    left, right = a_customer(firm, "Left", number="2"), a_customer(firm, "Right", number="3")
    leaf = a_customer(firm, "Leaf", number="4", parent_id=left)

    set_parent(customer_id=left, parent_id=top, context=firm.context())
    set_parent(customer_id=right, parent_id=top, context=firm.context())

    assert members(firm, top) == [
        GroupMember(top, "1", "Top", None, 1),
        GroupMember(left, "2", "Left", top, 2),
        GroupMember(right, "3", "Right", top, 2),
        GroupMember(leaf, "4", "Leaf", left, 3),
    ]
    assert [member.number for member in members(firm, left)] == ["2", "4"]
    found = details_of(firm, left)
    assert found.parent is not None
    assert (found.parent.number, [child.number for child in found.children]) == ("1", ["4"])

    set_parent(customer_id=left, parent_id=None, context=firm.context())
    assert [member.number for member in members(firm, top)] == ["1", "3"]


def test_nobody_stands_above_themselves():
    firm = an_organization()
    top, middle, bottom = a_line(firm, 3)
    with nothing_changes(firm.id):
        for parent in (top, middle, bottom):
            with pytest.raises(GroupHasACycle):
                set_parent(customer_id=top, parent_id=parent, context=firm.context())
        with pytest.raises(CustomerUnknown):
            set_parent(customer_id=top, parent_id=new_identifier(), context=firm.context())


def test_twenty_levels_are_possible_and_one_more_is_not():
    firm = an_organization()
    upper, lower = a_line(firm, 10), a_line(firm, 10)
    set_parent(customer_id=lower[0], parent_id=upper[-1], context=firm.context())
    assert members(firm, upper[0])[-1].level == 20
    boss = a_customer(firm)
    with nothing_changes(firm.id):
        with pytest.raises(GroupTooDeep, match="21 levels"):
            set_parent(customer_id=upper[0], parent_id=boss, context=firm.context())
        with pytest.raises(GroupTooDeep):
            a_customer(firm, parent_id=lower[-1])


def test_four_acts_that_close_a_circle_together_do_not():
    firm = an_organization()
    ring = [a_customer(firm) for _ in range(4)]
    start, refused = Barrier(4), []

    def link(customer_id: UUID, parent_id: UUID) -> None:
        start.wait()
        try:
            set_parent(customer_id=customer_id, parent_id=parent_id, context=firm.context())
        except GroupHasACycle as refusal:
            refused.append(refusal)
        finally:
            connections.close_all()

    threads = [Thread(target=link, args=(ring[place], ring[(place + 1) % 4])) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert sum(details_of(firm, customer_id).parent is None for customer_id in ring) == 1
