"""The organization, its companies, accounts, people, roles and keys."""

from openbill.api.endpoint import ANYONE, act, ask
from openbill.api.pages import Page, whole
from openbill.foundation.context import Context
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.commands.add_legal_entity import add_legal_entity
from openbill.organizations.commands.change_legal_entity import change_legal_entity
from openbill.organizations.commands.change_role import change_role
from openbill.organizations.commands.change_settings import change_settings
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.create_role import create_role
from openbill.organizations.commands.grant_role import grant_role
from openbill.organizations.commands.invite_user import invite_user
from openbill.organizations.commands.remove_member import remove_member
from openbill.organizations.commands.revoke_api_key import revoke_api_key
from openbill.organizations.commands.revoke_role import revoke_role
from openbill.organizations.queries.api_keys import api_keys
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.queries.members_with_roles import members_with_roles
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.organizations.queries.permission_matrix import permission_matrix
from openbill.organizations.types import (
    ApiKeySummary,
    BankAccountDetails,
    LegalEntityDetails,
    Member,
    OrganizationDetails,
    RoleWithPermissions,
)


def show_organization() -> OrganizationDetails:
    """The organization to which the key belongs."""
    return organization_in_force()


def show_own_permissions(*, context: Context) -> list[str]:
    """What the key may do."""
    return sorted(context.permissions or ())


def list_legal_entities() -> Page[LegalEntityDetails]:
    """Every legal entity, the default one first."""
    return whole(legal_entities())


def list_bank_accounts() -> Page[BankAccountDetails]:
    """The own accounts on which customers pay, by name."""
    return whole(bank_accounts())


def list_members() -> Page[Member]:
    """Every member with the names of the member's roles."""
    return whole(members_with_roles())


def list_roles() -> Page[RoleWithPermissions]:
    """Every role with its permissions, the built-in ones first."""
    return whole(permission_matrix())


def list_api_keys() -> Page[ApiKeySummary]:
    """Every key without its secret, the newest first; revoked and expired ones too."""
    return whole(api_keys())


ENDPOINTS = (
    ask("/organization", "organizations.view", show_organization),
    act("PATCH", "/organization", change_settings, example={"name": "Huber Trading"}),
    ask("/permissions", ANYONE, show_own_permissions),
    ask("/legal-entities", "organizations.view", list_legal_entities),
    act(
        "POST",
        "/legal-entities",
        add_legal_entity,
        status=201,
        example={"code": "AT", "name": "Huber Austria", "currency": "EUR", "country": "AT"},
    ),
    act("PATCH", "/legal-entities/{legal_entity_id}", change_legal_entity, example={"vat_number": "DE123456788"}),
    ask("/bank-accounts", "organizations.view", list_bank_accounts),
    act("POST", "/bank-accounts", add_bank_account, status=201),
    ask("/members", "organizations.view", list_members),
    act("POST", "/members", invite_user, status=201, example={"email": "maria@example.com", "role": "collector"}),
    act("DELETE", "/members/{user_id}", remove_member),
    act("POST", "/members/{user_id}/roles", grant_role, example={"role": "collector"}),
    act("DELETE", "/members/{user_id}/roles/{role}", revoke_role),
    ask("/roles", "organizations.view", list_roles),
    act("POST", "/roles", create_role, status=201, example={"name": "reader", "permissions": ["customers.view"]}),
    act("PUT", "/roles/{role}/permissions", change_role, example={"permissions": ["customers.view"]}),
    ask("/api-keys", "organizations.view", list_api_keys),
    act("POST", "/api-keys", create_api_key, status=201, example={"name": "the shop", "role": "biller"}),
    act("DELETE", "/api-keys/{api_key_id}", revoke_api_key),
)
