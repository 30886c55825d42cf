"""The legal entities of an organization."""

from collections.abc import Iterable
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.errors import LegalEntityUnknown
from openbill.organizations.models import LegalEntity
from openbill.organizations.types import LegalEntityDetails


def legal_entities() -> list[LegalEntityDetails]:
    """Every legal entity, the default one first, then by code."""
    rows = LegalEntity.objects.filter(organization_id=current_organization_id()).order_by("-is_default", "code")
    return [
        LegalEntityDetails(
            id=row.id,
            code=row.code,
            name=row.name,
            country=row.country,
            currency=row.currency,
            time_zone=row.time_zone,
            vat_number=row.vat_number,
            books=row.books,
            cut_over_date=row.cut_over_date,
            is_default=row.is_default,
        )
        for row in rows
    ]


def legal_entity_of(legal_entity_id: UUID) -> LegalEntityDetails:
    """One legal entity. Raises LegalEntityUnknown, naming the known."""
    known = legal_entities()
    for entity in known:
        if entity.id == legal_entity_id:
            return entity
    raise LegalEntityUnknown(code=legal_entity_id, known=", ".join(sorted(entity.code for entity in known)))


def default_legal_entity_id(organization_id: UUID) -> UUID:
    """The legal entity that counts where none is named."""
    return LegalEntity.objects.values_list("id", flat=True).get(organization_id=organization_id, is_default=True)


def require_legal_entities(legal_entity_ids: Iterable[UUID]) -> None:
    """Refuse identifiers that are none of the organization in force. Raises LegalEntityUnknown, naming the known."""
    entities = LegalEntity.objects.filter(organization_id=current_organization_id())
    codes = dict(entities.values_list("id", "code"))
    for missing in set(legal_entity_ids) - set(codes):
        raise LegalEntityUnknown(code=missing, known=", ".join(sorted(codes.values())))


def legal_entity_id_of_code(organization_id: UUID, code: str) -> UUID:
    """The legal entity of a code. Raises LegalEntityUnknown, naming those that there are."""
    codes = dict(LegalEntity.objects.filter(organization_id=organization_id).values_list("code", "id"))
    if code not in codes:
        raise LegalEntityUnknown(code=code, known=", ".join(sorted(codes)))
    return codes[code]
