"""Say how the sheets of a legal entity look."""

from collections.abc import Sequence
from uuid import UUID

from openbill.documents.commands.keep_files import NewFile, keep_files
from openbill.documents.errors import AddressTooLong
from openbill.documents.events import LetterheadWasSet
from openbill.documents.models import Letterhead
from openbill.documents.policies.readable_colour import checked_colour
from openbill.documents.policies.website_address import website_address
from openbill.documents.rendering.printed_logo import printed_logo
from openbill.documents.types import HOUSE_COLOUR
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_legal_entity import read_legal_entity
from openbill.organizations.policies.email_address import email_address
from openbill.organizations.policies.plain_text import plain_text

MOST_LINES = 5
"""So many lines of an address fit above the window and into the footer."""


@command(permission="organizations.manage", summarised=("logo",))
def set_letterhead(
    *,
    legal_entity_id: UUID,
    address_lines: Sequence[str] = (),
    registration: str = "",
    email: str = "",
    phone: str = "",
    website: str = "",
    accent_colour: str = HOUSE_COLOUR,
    logo: bytes = b"",
    context: Context,
) -> UUID:
    """Set the whole letterhead of a legal entity, in place of the one before; documents already kept stay as they are.

    `registration` is what some laws ask for about register and management, in one line or two; `logo` the content
    of a PNG or an SVG, or nothing. Raises LegalEntityUnknown, UnseenCharacter, EmailWrong, WebsiteWrong,
    AddressTooLong, AccentColourWrong, LogoTooLarge and LogoUnreadable.
    """
    read_legal_entity(legal_entity_id, context=context)
    lines = [line for line in (plain_text("address", line) for line in address_lines) if line]
    if len(lines) > MOST_LINES:
        raise AddressTooLong(lines=len(lines), most=MOST_LINES)
    letterhead, _ = Letterhead.objects.update_or_create(
        organization_id=context.organization_id,
        legal_entity_id=legal_entity_id,
        defaults={
            "address": "\n".join(lines),
            "registration": "\n".join(plain_text("registration", line) for line in registration.splitlines()),
            "email": email_address(email),
            "phone": plain_text("phone", phone),
            "website": website_address(website),
            "accent_colour": checked_colour(accent_colour),
            "logo_id": _kept(logo, context) if logo else None,
        },
    )
    publish(LetterheadWasSet(legal_entity_id), context=context)
    return letterhead.id


def _kept(logo: bytes, context: Context) -> UUID:
    printed_logo(logo)
    is_png = logo.startswith(b"\x89PNG")
    name, media_type = ("logo.png", "image/png") if is_png else ("logo.svg", "image/svg+xml")
    (file_id,) = keep_files([NewFile(name, media_type, logo)], context=context)
    return file_id
