"""What happened to documents."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LetterheadWasSet:
    legal_entity_id: UUID
