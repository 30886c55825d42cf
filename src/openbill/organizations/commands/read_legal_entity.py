"""Find the legal entity that an act is about."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows
from openbill.organizations.errors import LegalEntityUnknown
from openbill.organizations.models import LegalEntity


def read_legal_entity(legal_entity_id: UUID, *, context: Context) -> LegalEntity:
    """One legal entity, locked. Raises LegalEntityUnknown, naming those that there are."""
    entities = LegalEntity.objects.filter(organization_id=context.organization_id)
    if not lock_rows(LegalEntity, [legal_entity_id]):
        known = ", ".join(entities.order_by("code").values_list("code", flat=True))
        raise LegalEntityUnknown(code=legal_entity_id, known=known)
    return entities.get(id=legal_entity_id)
