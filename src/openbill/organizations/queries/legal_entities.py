"""The legal entities of an organization."""

from uuid import UUID

from openbill.organizations.errors import LegalEntityUnknown
from openbill.organizations.models import LegalEntity


def default_legal_entity_id(organization_id: UUID) -> UUID:
    """The legal entity that counts where none is named."""
    return LegalEntity.objects.values_list("id", flat=True).get(organization_id=organization_id, is_default=True)


def legal_entity_id_of_code(organization_id: UUID, code: str) -> UUID:
    """The legal entity of a code. Raises LegalEntityUnknown, naming those that there are."""
    codes = dict(LegalEntity.objects.filter(organization_id=organization_id).values_list("code", "id"))
    if code not in codes:
        raise LegalEntityUnknown(code=code, known=", ".join(sorted(codes)))
    return codes[code]
