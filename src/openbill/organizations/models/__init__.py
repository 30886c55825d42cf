"""The tables of organizations."""

from openbill.organizations.models.api_key import ApiKey
from openbill.organizations.models.api_key_use import ApiKeyUse
from openbill.organizations.models.bank_account import BankAccount
from openbill.organizations.models.legal_entity import LegalEntity
from openbill.organizations.models.organization import Organization
from openbill.organizations.models.role import Role, RolePermission
from openbill.organizations.models.saved_view import SavedView
from openbill.organizations.models.user import Membership, User

__all__ = [
    "ApiKey",
    "ApiKeyUse",
    "BankAccount",
    "LegalEntity",
    "Membership",
    "Organization",
    "Role",
    "RolePermission",
    "SavedView",
    "User",
]
