"""What is said about organizations, their people and their keys."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import PlainSerializer, SecretStr

from openbill.foundation import clock
from openbill.primitives.money import Money

OWNER = "owner"
"""The built-in role that carries every permission."""

BOOKS = ("openbill", "mirror")
"""Who keeps a legal entity's general ledger: Openbill, or an ERP beside it."""

ShownOnce = Annotated[SecretStr | None, PlainSerializer(lambda _: None)]
"""A secret in the answer of a command: the log does not keep it, and a repeated request does not get it."""


@dataclass(frozen=True, slots=True)
class OrganizationSummary:
    """One organization of the installation."""

    id: UUID
    name: str
    currency: str
    time_zone: str
    language: str
    is_in_safe_mode: bool

    @property
    def today(self) -> date:
        """The business date that it is now where the organization lives."""
        return clock.business_date(clock.now(), self.time_zone)


@dataclass(frozen=True, slots=True)
class OrganizationDetails:
    """The organization in force: its settings, and up to how much is written off without a second person."""

    id: UUID
    name: str
    currency: str
    time_zone: str
    language: str
    is_in_safe_mode: bool
    write_off_limit: Money

    @property
    def today(self) -> date:
        """The business date that it is now where the organization lives."""
        return clock.business_date(clock.now(), self.time_zone)


@dataclass(frozen=True, slots=True)
class LegalEntityAdded:
    legal_entity_id: UUID


@dataclass(frozen=True, slots=True)
class LegalEntityDetails:
    """One legal entity; `books` is one of BOOKS."""

    id: UUID
    code: str
    name: str
    country: str
    currency: str
    time_zone: str
    vat_number: str
    books: str
    cut_over_date: date | None
    is_default: bool


@dataclass(frozen=True, slots=True)
class BankAccountAdded:
    bank_account_id: UUID


@dataclass(frozen=True, slots=True)
class BankAccountDetails:
    """An own account on which customers pay."""

    id: UUID
    legal_entity_id: UUID
    name: str
    iban: str
    bic: str
    account_number: str
    currency: str


@dataclass(frozen=True, slots=True)
class UserInvited:
    user_id: UUID


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the organization, with the names of the person's roles."""

    user_id: UUID
    email: str
    name: str
    is_active: bool
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleCreated:
    role_id: UUID


@dataclass(frozen=True, slots=True)
class RoleWithPermissions:
    id: UUID
    name: str
    is_built_in: bool
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class ApiKeyCreated:
    """A new key; `secret` is there in the first answer only."""

    api_key_id: UUID
    prefix: str
    secret: ShownOnce


@dataclass(frozen=True, slots=True)
class ApiKeySummary:
    """A key as it may be listed: `prefix` is how its owner recognises it.

    `made_by` is the person who answers for it, and with whose permissions it ends; None where the operator does.
    """

    id: UUID
    name: str
    prefix: str
    role: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    made_by: UUID | None


@dataclass(frozen=True, slots=True)
class KeysRevoked:
    """The keys of a person that ended, as they might do what the person may do no more."""

    api_key_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class SavedViewDetails:
    """A view of a list under its name; `address` is what follows the "?" of the list's address."""

    id: UUID
    name: str
    address: str
