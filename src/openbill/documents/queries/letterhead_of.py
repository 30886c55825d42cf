"""How the sheets of a legal entity look."""

from dataclasses import dataclass
from uuid import UUID

from openbill.documents.models import Letterhead
from openbill.documents.queries.stored_file import stored_file
from openbill.documents.types import HOUSE_COLOUR
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class LetterheadDetails:
    """What was set for the sheets of a legal entity; `logo` is the content of a PNG or SVG, or nothing."""

    is_set: bool = False
    address_lines: tuple[str, ...] = ()
    registration: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    accent_colour: str = HOUSE_COLOUR
    logo: bytes = b""


def letterhead_of(legal_entity_id: UUID) -> LetterheadDetails:
    """The letterhead of a legal entity; a plain one where none was set."""
    row = Letterhead.objects.filter(organization_id=current_organization_id(), legal_entity_id=legal_entity_id).first()
    if row is None:
        return LetterheadDetails()
    return LetterheadDetails(
        is_set=True,
        address_lines=tuple(row.address.splitlines()),
        registration=row.registration,
        email=row.email,
        phone=row.phone,
        website=row.website,
        accent_colour=row.accent_colour,
        logo=stored_file(row.logo_id).content if row.logo_id else b"",
    )
