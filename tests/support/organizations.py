"""Organizations for tests: each test has its own, and so needs no cleaning up."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from openbill.foundation.context import Context, operator_context
from openbill.organizations.commands.create_organization import create_organization
from openbill.primitives.identifiers import new_identifier


@dataclass(frozen=True)
class AnOrganization:
    id: UUID
    legal_entity_id: UUID
    currency: str

    def context(self, *, at: datetime | None = None, permissions: frozenset[str] | None = None) -> Context:
        """A context of this organization; of somebody who may do everything unless said otherwise."""
        return replace(operator_context(self.id, at=at), permissions=permissions)


def an_organization(currency: str = "EUR", **details: str) -> AnOrganization:
    """A new organization with one legal entity."""
    organization_id = new_identifier()
    created = create_organization(
        name=details.pop("name", f"Test {organization_id}"),
        currency=currency,
        context=operator_context(organization_id, at=datetime.now(UTC)),
        **details,
    )
    return AnOrganization(created.organization_id, created.legal_entity_id, currency)
