"""Which organization is meant, and how the operator acts for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connections

from openbill.foundation import clock
from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.context import Context, operator_context
from openbill.foundation.tenancy import scope
from openbill.organizations.errors import OrganizationUnknown
from openbill.organizations.queries.legal_entities import default_legal_entity_id, legal_entity_id_of_code
from openbill.primitives.errors import Refusal


class OrganizationNotNamed(Refusal):
    """There are several organizations, and none was named."""

    remedy = "Name one with --organization. Known are: {known}."


class NoOrganizationYet(Refusal):
    """There is no organization yet."""

    remedy = "Create one with: openbill create-organization NAME --currency CODE"


@dataclass(frozen=True, slots=True)
class InstalledOrganization:
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


def installed_organizations() -> list[InstalledOrganization]:
    """Every organization by name, as only the operator may see them."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            "SELECT id, name, currency, time_zone, language, is_in_safe_mode FROM organization ORDER BY lower(name)"
        )
        return [InstalledOrganization(*row) for row in cursor.fetchall()]


def organization_named(name: str | None) -> InstalledOrganization:
    """The organization of a name, or the only one that there is.

    Raises OrganizationUnknown, OrganizationNotNamed and NoOrganizationYet.
    """
    found = installed_organizations()
    if not found:
        raise NoOrganizationYet
    known = ", ".join(each.name for each in found[:20])
    if name is None:
        if len(found) > 1:
            raise OrganizationNotNamed(known=known)
        return found[0]
    for each in found:
        if each.name.lower() == name.strip().lower():
            return each
    raise OrganizationUnknown(name=name, known=known)


def legal_entity_of(organization: InstalledOrganization, code: str | None) -> UUID:
    """The legal entity of a code, or the default one. Raises LegalEntityUnknown."""
    with scope(organization.id):
        if code is None:
            return default_legal_entity_id(organization.id)
        return legal_entity_id_of_code(organization.id, code)


@contextmanager
def acting_for(organization_id: UUID) -> Iterator[Context]:
    """The operator's context for an act; what was done is sealed at once, as there may be no worker."""
    yield operator_context(organization_id)
    seal_commands(organization_id)
