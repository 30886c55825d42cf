"""Whoever may manage people acts on those only who may do no more: nobody becomes an owner by way of one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.support.members import a_member, acting_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.change_role import change_role
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.create_role import create_role
from openbill.organizations.commands.grant_role import grant_role
from openbill.organizations.commands.invite_user import invite_user
from openbill.organizations.commands.remove_member import remove_member
from openbill.organizations.commands.revoke_api_key import revoke_api_key
from openbill.organizations.commands.revoke_role import revoke_role
from openbill.organizations.errors import KeyHoldsMore, LastOwner, PersonHoldsMore, RoleIsHeldByMore
from openbill.organizations.queries.members_with_roles import members_with_roles
from openbill.organizations.queries.permission_matrix import permission_matrix
from openbill.signing_in.invitation_link import link_for_newcomer

CLERK = ("organizations.view", "organizations.manage_people", "customers.view", "customers.view_all")


def a_firm() -> tuple[AnOrganization, UUID, Context]:
    """A firm with an owner who signs in, and somebody who may manage people and not much else."""
    firm = an_organization()
    owner = a_member(firm, "owner")
    create_role(name="clerk", permissions=CLERK, context=firm.context())
    return firm, owner, acting_as(firm, a_member(firm, "clerk"))


def an_owners_key(firm: AnOrganization) -> UUID:
    return create_api_key(name="Shop", role="owner", context=firm.context()).api_key_id


ATTACKS: dict[str, Callable[[AnOrganization, UUID, Context], object]] = {
    "gets the link of an owner who has not signed in": lambda _, owner, clerk: link_for_newcomer(owner, context=clerk),
    "invites an owner again": lambda firm, owner, clerk: invite_user(
        email=address(firm, owner), role="clerk", context=clerk
    ),
    "removes an owner": lambda _, owner, clerk: remove_member(user_id=owner, context=clerk),
    "takes the role of an owner": lambda _, owner, clerk: revoke_role(user_id=owner, role="owner", context=clerk),
    "takes a small role of an owner": lambda _, owner, clerk: revoke_role(user_id=owner, role="biller", context=clerk),
}


def address(firm: AnOrganization, user_id: UUID) -> str:
    with scope(firm.id):
        return next(member.email for member in members_with_roles() if member.user_id == user_id)


@pytest.mark.parametrize("attack", ATTACKS)
def test_who_manages_people_is_refused_an_owner(attack: str):
    firm, owner, clerk = a_firm()
    a_member(firm, "owner")
    grant_role(user_id=owner, role="biller", context=firm.context())

    with (
        nothing_changes(firm.id),
        pytest.raises(PersonHoldsMore, match=r"such as [a-z_]+\.[a-z_]+, .*\."),
    ):
        ATTACKS[attack](firm, owner, clerk)


def test_who_manages_people_does_not_stop_an_owners_key():
    firm, _, clerk = a_firm()
    key = an_owners_key(firm)
    with nothing_changes(firm.id), pytest.raises(KeyHoldsMore):
        revoke_api_key(api_key_id=key, context=clerk)


def test_nothing_is_taken_from_a_role_of_somebody_who_may_do_more():
    firm, owner, clerk = a_firm()
    a_member(firm, "AR manager")
    grant_role(user_id=owner, role="sales", context=firm.context())
    with nothing_changes(firm.id):
        for role in ("AR manager", "sales"):
            with pytest.raises(RoleIsHeldByMore, match=role):
                change_role(role=role, permissions=[], context=clerk)

    # What is only added is added to, and a role of nobody is everybody's.
    change_role(
        role="sales",
        permissions=["customers.view", "customers.view_all", "receivables.view", "messaging.view"],
        context=clerk,
    )
    change_role(role="credit manager", permissions=["customers.view"], context=clerk)


def test_a_role_of_a_key_is_somebodys_as_long_as_the_key_counts():
    firm, _, clerk = a_firm()
    now = datetime.now(UTC)
    create_api_key(name="Shop", role="auditor", expires_at=now + timedelta(days=1), context=firm.context())
    with nothing_changes(firm.id), pytest.raises(RoleIsHeldByMore):
        change_role(role="auditor", permissions=["customers.view"], context=clerk)

    in_two_days = firm.context(at=now + timedelta(days=2), permissions=frozenset(CLERK))
    change_role(role="auditor", permissions=["customers.view"], context=in_two_days)


def test_equals_act_on_each_other_and_the_operator_on_everybody():
    firm, owner, clerk = a_firm()
    second = a_member(firm, "clerk")
    assert link_for_newcomer(second, context=clerk)
    remove_member(user_id=second, context=clerk)
    other = a_member(firm, "owner")
    assert link_for_newcomer(other, context=acting_as(firm, owner))
    assert link_for_newcomer(owner, context=firm.context())
    revoke_api_key(api_key_id=an_owners_key(firm), context=acting_as(firm, owner))
    remove_member(user_id=owner, context=acting_as(firm, other))
    with pytest.raises(LastOwner):
        remove_member(user_id=other, context=firm.context())
    with scope(firm.id):
        assert "clerk" in {role.name for role in permission_matrix()}
