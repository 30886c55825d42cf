"""What happened to organizations."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OrganizationWasCreated:
    organization_id: UUID
    legal_entity_id: UUID


@dataclass(frozen=True, slots=True)
class SettingsWereChanged:
    """The names of what was changed."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegalEntityWasAdded:
    legal_entity_id: UUID


@dataclass(frozen=True, slots=True)
class LegalEntityWasChanged:
    """The names of what was changed."""

    legal_entity_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BankAccountWasAdded:
    bank_account_id: UUID
    legal_entity_id: UUID


@dataclass(frozen=True, slots=True)
class RoleWasCreated:
    role_id: UUID


@dataclass(frozen=True, slots=True)
class RoleWasChanged:
    role_id: UUID


@dataclass(frozen=True, slots=True)
class RoleWasGranted:
    user_id: UUID
    role_id: UUID


@dataclass(frozen=True, slots=True)
class RoleWasRevoked:
    user_id: UUID
    role_id: UUID


@dataclass(frozen=True, slots=True)
class MemberWasRemoved:
    user_id: UUID


@dataclass(frozen=True, slots=True)
class ApiKeyWasCreated:
    api_key_id: UUID
    role_id: UUID


@dataclass(frozen=True, slots=True)
class ApiKeyWasRevoked:
    api_key_id: UUID


@dataclass(frozen=True, slots=True)
class ViewWasKept:
    view_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True)
class ViewWasForgotten:
    view_id: UUID
    user_id: UUID
