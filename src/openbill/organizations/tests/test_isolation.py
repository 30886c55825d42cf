"""What one organization does neither sees nor changes anything of another one."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
from tests.support.members import a_member, acting_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.organizations import queries
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.create_role import create_role
from openbill.organizations.commands.keep_view import keep_view
from openbill.organizations.errors import (
    ApiKeyUnknown,
    LegalEntityUnknown,
    MemberUnknown,
    OrganizationNameTaken,
    PersonIsElsewhere,
    RoleUnknown,
    ViewUnknown,
)
from openbill.organizations.models import User
from openbill.organizations.policies.default_roles import DEFAULT_ROLES
from openbill.organizations.queries.acts import ActFilter
from openbill.organizations.queries.context_of_api_key import context_of_api_key
from openbill.organizations.queries.organizations import organizations
from openbill.organizations.queries.organizations_of_user import organizations_of_user
from openbill.organizations.queries.permission_matrix import permission_matrix
from openbill.organizations.queries.permissions_everywhere import permissions_everywhere
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier
from openbill.wiring.permission_matrix import import_commands

COMMANDS = {
    definition.name: getattr(importlib.import_module(definition.act.__module__), definition.name)
    for definition in import_commands().values()
    if definition.act.__module__.startswith("openbill.organizations.")
}
QUERIES = {
    name: function
    for module in pkgutil.iter_modules(queries.__path__, f"{queries.__name__}.")
    for name, function in vars(importlib.import_module(module.name)).items()
    if inspect.isfunction(function) and function.__module__ == module.name and name[0] != "_"
}


@dataclass(frozen=True)
class Theirs:
    """What the other organization has."""

    firm: AnOrganization
    name: str
    email: str
    user: UUID
    clerk: UUID
    api_key: UUID
    secret: str
    act: UUID
    view: UUID


Arguments = Callable[[Theirs], dict[str, object]]

REFUSED: dict[str, tuple[Arguments, type[Refusal]]] = {
    "create_organization": (lambda theirs: {"name": theirs.name, "currency": "EUR"}, OrganizationNameTaken),
    "change_settings": (lambda theirs: {"name": theirs.name}, OrganizationNameTaken),
    "change_legal_entity": (
        lambda theirs: {"legal_entity_id": theirs.firm.legal_entity_id, "name": "X"},
        LegalEntityUnknown,
    ),
    "add_bank_account": (
        lambda theirs: {
            "legal_entity_id": theirs.firm.legal_entity_id,
            "name": "X",
            "currency": "EUR",
            "account_number": "1",
        },
        LegalEntityUnknown,
    ),
    "invite_user": (lambda theirs: {"email": theirs.email, "role": "sales", "name": "X"}, PersonIsElsewhere),
    "remove_member": (lambda theirs: {"user_id": theirs.user}, MemberUnknown),
    "grant_role": (lambda theirs: {"user_id": theirs.user, "role": "owner"}, MemberUnknown),
    "revoke_role": (lambda theirs: {"user_id": theirs.user, "role": "owner"}, MemberUnknown),
    "change_role": (lambda _: {"role": "Their clerk", "permissions": []}, RoleUnknown),
    "create_api_key": (lambda _: {"name": "X", "role": "Their clerk"}, RoleUnknown),
    "forget_view": (lambda theirs: {"view_id": theirs.view}, ViewUnknown),
    "revoke_api_key": (lambda theirs: {"api_key_id": theirs.api_key}, ApiKeyUnknown),
}
"""What cannot be done to another organization."""

HARMLESS: dict[str, Arguments] = {
    "add_legal_entity": lambda _: {"code": "THEIRS", "name": "X", "currency": "EUR"},
    "keep_view": lambda _: {"list_name": "invoices", "name": "Their view", "address": "q=1"},
    "create_role": lambda _: {"name": "Their clerk", "permissions": []},
}
"""What two organizations may do alike, each for itself."""

NOTHING_SHOWN: dict[str, Callable[[Theirs], list[object]]] = {
    "members_with_roles": lambda _: [],
    "bank_accounts": lambda _: [],
    "api_keys": lambda _: [],
    "api_keys_beyond_maker": lambda theirs: [theirs.user, None, datetime.now(UTC)],
    "act_of": lambda theirs: [theirs.act],
    "permissions_of_user": lambda theirs: [theirs.user],
    "permissions_held_by": lambda theirs: [theirs.user],
    "permissions_of_holders": lambda theirs: [theirs.clerk, datetime.now(UTC)],
    "views_of_person": lambda theirs: [theirs.user, "invoices"],
    "permissions_of_member": lambda theirs: [theirs.user],
    "somebody_else_may": lambda _: ["organizations.manage", new_identifier()],
}
"""What is empty in a new organization and not in the other one."""

SHOWN_OTHERWISE = {
    "organizations": "the operator asks for all of them, as the maintenance role",
    "organizations_of_user": "test_a_person_has_the_organizations_of_the_own_memberships",
    "permissions_everywhere": "test_a_person_has_the_organizations_of_the_own_memberships",
    "organization_named": "the operator asks, as the maintenance role",
    "organization_in_force": "test_each_sees_its_own_legal_entities_and_roles",
    "legal_entities": "test_each_sees_its_own_legal_entities_and_roles",
    "default_legal_entity_id": "test_each_sees_its_own_legal_entities_and_roles",
    "legal_entity_id_of_code": "test_each_sees_its_own_legal_entities_and_roles",
    "legal_entity_of": "test_each_sees_its_own_legal_entities_and_roles",
    "acts": "test_each_has_a_log_of_its_own",
    "chain_state": "test_each_has_a_log_of_its_own",
    "require_legal_entities": "test_each_sees_its_own_legal_entities_and_roles",
    "permission_matrix": "test_each_sees_its_own_legal_entities_and_roles",
    "context_of_user": "test_a_context_is_of_the_members_own_organization",
    "context_of_api_key": "test_a_context_is_of_the_members_own_organization",
}


@pytest.fixture
def theirs() -> Theirs:
    firm = an_organization()
    email = f"{firm.id.hex}@example.com"
    user = a_member(firm, "owner", email=email)
    clerk = create_role(name="Their clerk", permissions=["customers.view"], context=firm.context()).role_id
    add_bank_account(
        legal_entity_id=firm.legal_entity_id,
        name="Bank",
        currency="EUR",
        account_number="1",
        context=firm.context(),
    )
    key = create_api_key(name="Shop", role="Their clerk", context=acting_as(firm, user))
    assert key.secret is not None
    (name,) = [organization.name for organization in organizations() if organization.id == firm.id]
    view = keep_view(list_name="invoices", name="Late", address="", context=acting_as(firm, user))
    return Theirs(firm, name, email, user, clerk, key.api_key_id, key.secret.get_secret_value(), an_act(firm), view)


def an_act(firm: AnOrganization) -> UUID:
    """The last thing that was done in a firm."""
    with scope(firm.id):
        act: UUID = QUERIES["acts"](ActFilter(), limit=1)[0].id
        return act


def context_for(command: str, firm: AnOrganization) -> Context:
    """The operator's context; a person's, where only a person can act."""
    person = a_member(firm, "owner")
    return acting_as(firm, person) if command in {"keep_view", "forget_view"} else firm.context()


def test_every_command_and_every_query_is_tried():
    assert REFUSED.keys() | HARMLESS.keys() == COMMANDS.keys()
    assert NOTHING_SHOWN.keys() | SHOWN_OTHERWISE.keys() == QUERIES.keys()
    assert {name for name in SHOWN_OTHERWISE.values() if name.startswith("test_")} <= globals().keys()


@pytest.mark.parametrize("name", REFUSED)
def test_no_command_reaches_another_organization(name: str, theirs: Theirs):
    firm = an_organization()
    context = context_for(name, firm)
    arguments, refusal = REFUSED[name]
    with nothing_changes(firm.id, theirs.firm.id), pytest.raises(refusal):
        COMMANDS[name](**arguments(theirs), context=context)


@pytest.mark.parametrize("name", HARMLESS)
def test_what_both_do_stays_with_each(name: str, theirs: Theirs):
    context = context_for(name, an_organization())
    with nothing_changes(theirs.firm.id):
        COMMANDS[name](**HARMLESS[name](theirs), context=context)


@pytest.mark.parametrize("name", NOTHING_SHOWN)
def test_no_query_shows_another_organization(name: str, theirs: Theirs):
    firm = an_organization()
    arguments = NOTHING_SHOWN[name](theirs)
    with scope(theirs.firm.id):
        assert QUERIES[name](*arguments)
    with scope(firm.id):
        assert not QUERIES[name](*arguments)


def test_each_sees_its_own_legal_entities_and_roles(theirs: Theirs):
    firm = an_organization()
    with scope(firm.id):
        assert [entity.id for entity in QUERIES["legal_entities"]()] == [firm.legal_entity_id]
        assert QUERIES["default_legal_entity_id"](firm.id) == firm.legal_entity_id
        assert QUERIES["legal_entity_id_of_code"](firm.id, "MAIN") == firm.legal_entity_id
        # Named or not: what another organization has is not there.
        with pytest.raises(LegalEntityUnknown, match=r"Known are: \.$"):
            QUERIES["legal_entity_id_of_code"](theirs.firm.id, "MAIN")
        with pytest.raises(LegalEntityUnknown, match="Known are: MAIN"):
            QUERIES["require_legal_entities"]([theirs.firm.legal_entity_id])
        assert QUERIES["legal_entity_of"](firm.legal_entity_id).code == "MAIN"
        with pytest.raises(LegalEntityUnknown, match="Known are: MAIN"):
            QUERIES["legal_entity_of"](theirs.firm.legal_entity_id)
        assert QUERIES["organization_in_force"]().name == f"Test {firm.id}"
        assert {role.name for role in permission_matrix()} == DEFAULT_ROLES.keys()


def test_each_has_a_log_of_its_own(theirs: Theirs):
    firm = an_organization()
    with scope(firm.id):
        assert [act.name for act in QUERIES["acts"](ActFilter())] == ["create_organization"]
        assert QUERIES["acts"](ActFilter(), behind=theirs.act) is not None
        assert (QUERIES["chain_state"]().sequence, QUERIES["chain_state"]().unsealed) == (0, 1)
    with scope(theirs.firm.id):
        assert "create_api_key" in [act.name for act in QUERIES["acts"](ActFilter())]


def test_a_context_is_of_the_members_own_organization(theirs: Theirs):
    firm = an_organization()
    assert context_of_api_key(theirs.secret).organization_id == theirs.firm.id
    assert QUERIES["context_of_user"](theirs.firm.id, theirs.user).organization_id == theirs.firm.id
    with pytest.raises(MemberUnknown):
        QUERIES["context_of_user"](firm.id, theirs.user)


def test_accounts_of_people_elsewhere_are_invisible(theirs: Theirs):
    firm = an_organization()
    with scope(firm.id):
        assert not User.objects.using("default").filter(id=theirs.user).exists()


def test_a_person_has_the_organizations_of_the_own_memberships(theirs: Theirs):
    ours, other = an_organization(), an_organization()
    email = f"{ours.id.hex}@example.com"
    person = a_member(ours, email=email)
    a_member(other, "auditor", email=email)

    assert {each.id for each in organizations_of_user(person)} == {ours.id, other.id}
    assert [each.id for each in organizations_of_user(theirs.user)] == [theirs.firm.id]
    assert set(permissions_everywhere(person)) == {
        *((ours.id, each) for each in DEFAULT_ROLES["owner"]),
        *((other.id, each) for each in DEFAULT_ROLES["auditor"]),
    }
