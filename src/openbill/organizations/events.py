"""What happened to organizations."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class OrganizationWasCreated:
    organization_id: UUID
    legal_entity_id: UUID


@dataclass(frozen=True, slots=True)
class LegalEntityWasAdded:
    legal_entity_id: UUID
