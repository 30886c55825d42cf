"""Which organization is meant, and how the operator acts for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.context import Context, operator_context
from openbill.foundation.tenancy import scope
from openbill.organizations.queries import organizations as queries
from openbill.organizations.queries.legal_entities import default_legal_entity_id, legal_entity_id_of_code
from openbill.organizations.types import OrganizationSummary
from openbill.primitives.errors import Refusal
from openbill.wiring.kept_figures import keep_figures


class OrganizationNotNamed(Refusal):
    """There are several organizations, and none was named."""

    remedy = "Name one with --organization. Known are: {known}."


class NoOrganizationYet(Refusal):
    """There is no organization yet."""

    remedy = "Create one with: openbill create-organization NAME --currency CODE"


def organization_named(name: str | None) -> OrganizationSummary:
    """The organization of a name, or the only one that there is.

    Raises OrganizationUnknown, OrganizationNotNamed and NoOrganizationYet.
    """
    if name is not None:
        return queries.organization_named(name)
    found = queries.organizations()
    if not found:
        raise NoOrganizationYet
    if len(found) > 1:
        raise OrganizationNotNamed(known=", ".join(each.name for each in found[:20]))
    return found[0]


def legal_entity_of(organization: OrganizationSummary, code: str | None) -> UUID:
    """The legal entity of a code, or the default one. Raises LegalEntityUnknown."""
    with scope(organization.id):
        if code is None:
            return default_legal_entity_id(organization.id)
        return legal_entity_id_of_code(organization.id, code)


@contextmanager
def acting_for(organization_id: UUID) -> Iterator[Context]:
    """The operator's context for an act; what was done is sealed and added up at once, as there may be no worker."""
    yield operator_context(organization_id)
    seal_commands(organization_id)
    keep_figures(organization_id)
