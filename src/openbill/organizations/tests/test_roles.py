"""An organization makes roles of its own, out of permissions that there are and that their maker has."""

import pytest
from tests.support.members import a_member, acting_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.foundation.tenancy import scope
from openbill.organizations.commands.change_role import change_role
from openbill.organizations.commands.create_role import create_role
from openbill.organizations.errors import (
    NameMissing,
    NeedsAllCustomers,
    OwnerRoleIsFixed,
    PermissionNotHeld,
    PermissionUnknown,
    RoleNameTaken,
    RoleUnknown,
)
from openbill.organizations.policies.default_roles import DEFAULT_ROLES
from openbill.organizations.queries.permission_matrix import permission_matrix


def matrix(organization: AnOrganization) -> dict[str, frozenset[str]]:
    with scope(organization.id):
        return {role.name: role.permissions for role in permission_matrix()}


def test_a_new_organization_has_the_built_in_roles():
    assert matrix(an_organization()) == DEFAULT_ROLES


def test_a_role_of_its_own_carries_what_was_said():
    firm = an_organization()
    carried = ["customers.view", "customers.view_all", "customers.manage"]
    created = create_role(name="Clerk", permissions=carried, context=firm.context())
    with scope(firm.id):
        clerk = permission_matrix()[-1]
    assert (clerk.id, clerk.name, clerk.is_built_in) == (created.role_id, "Clerk", False)
    assert clerk.permissions == set(carried)


def test_refuses_a_permission_that_does_not_exist_and_names_the_nearest():
    firm = an_organization()
    with (
        nothing_changes(firm.id),
        pytest.raises(PermissionUnknown, match=r"Did you mean customers\.manage\?"),
    ):
        create_role(name="Clerk", permissions=["customers.view", "customer.manage"], context=firm.context())


def test_refuses_a_name_that_is_blank_or_taken():
    firm = an_organization()
    with nothing_changes(firm.id):
        with pytest.raises(NameMissing):
            create_role(name=" ", permissions=[], context=firm.context())
        with pytest.raises(RoleNameTaken):
            create_role(name="OWNER", permissions=[], context=firm.context())


def test_changing_a_role_changes_it_for_all_who_have_it():
    firm = an_organization()
    maria = a_member(firm, "sales")

    wanted = ["customers.view", "customers.view_all", "customers.manage"]
    change_role(role="sales", permissions=wanted, context=firm.context())

    assert acting_as(firm, maria).permissions == set(wanted)


def test_who_acts_for_the_firm_sees_all_customers():
    firm = an_organization()
    with nothing_changes(firm.id):
        with pytest.raises(NeedsAllCustomers, match=r"customers\.manage, ledger\.view"):
            create_role(
                name="Clerk", permissions=["customers.view", "customers.manage", "ledger.view"], context=firm.context()
            )
        with pytest.raises(NeedsAllCustomers, match=r"collections\.work"):
            change_role(role="sales", permissions=["collections.work"], context=firm.context())


def test_the_owners_role_is_fixed():
    firm = an_organization()
    with nothing_changes(firm.id), pytest.raises(OwnerRoleIsFixed):
        change_role(role="owner", permissions=["customers.view"], context=firm.context())


def test_nobody_makes_or_widens_a_role_beyond_their_own_permissions():
    firm = an_organization()
    few = firm.context(permissions=frozenset({"organizations.manage_people", "customers.view"}))
    with nothing_changes(firm.id):
        with pytest.raises(PermissionNotHeld, match=r"customers\.merge"):
            create_role(name="Clerk", permissions=["customers.view", "customers.merge"], context=few)
        with pytest.raises(PermissionNotHeld, match=r"customers\.merge"):
            change_role(
                role="sales",
                permissions=["customers.view", "receivables.view", "customers.merge"],
                context=few,
            )
        with pytest.raises(RoleUnknown, match="sales"):
            change_role(role="salles", permissions=[], context=few)
    change_role(role="sales", permissions=["receivables.view"], context=few)
    assert matrix(firm)["sales"] == {"receivables.view"}
