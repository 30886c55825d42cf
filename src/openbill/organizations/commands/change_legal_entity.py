"""Change what is known of one of the organization's companies."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_legal_entity import read_legal_entity
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.organizations.commands.write_changes import write_changes
from openbill.organizations.errors import PostedBeforeCutOver
from openbill.organizations.events import LegalEntityWasChanged
from openbill.organizations.policies.country_code import country_code
from openbill.organizations.policies.required_text import required_text
from openbill.organizations.policies.time_zone_name import time_zone_name


@in_plain_text("name", "vat_number")
@command(permission="organizations.manage")
def change_legal_entity(
    *,
    legal_entity_id: UUID,
    name: str | None = None,
    country: str | None = None,
    time_zone: str | None = None,
    vat_number: str | None = None,
    cut_over_date: date | None = None,
    context: Context,
) -> None:
    """Change what is given of a legal entity; the rest stays as it is.

    The code, the currency and who keeps the books are for ever. The cut-over date does not move behind what
    is posted.

    Raises LegalEntityUnknown, NameMissing, UnseenCharacter, CountryUnknown, TimeZoneUnknown and
    PostedBeforeCutOver.
    """
    entity = read_legal_entity(legal_entity_id, context=context)
    with refuse_by_constraint(
        "legal_entity_cut_over_precedes_postings", PostedBeforeCutOver(cut_over_date=cut_over_date)
    ):
        changed = write_changes(
            entity,
            {
                "name": None if name is None else required_text("name", name),
                "country": None if country is None else country_code(country),
                "time_zone": None if time_zone is None else time_zone_name(required_text("time zone", time_zone)),
                "vat_number": None if vat_number is None else vat_number.strip(),
                "cut_over_date": cut_over_date,
            },
        )
    if changed:
        publish(LegalEntityWasChanged(legal_entity_id, changed), context=context)
