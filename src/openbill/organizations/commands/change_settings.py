"""Change the settings of the organization."""

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.organizations.commands.write_changes import write_changes
from openbill.organizations.errors import OrganizationNameTaken, WriteOffLimitWrong
from openbill.organizations.events import SettingsWereChanged
from openbill.organizations.models import Organization
from openbill.organizations.policies.language_tag import language_tag
from openbill.organizations.policies.required_text import required_text
from openbill.organizations.policies.time_zone_name import time_zone_name
from openbill.primitives.money import Money


@in_plain_text("name")
@command(permission="organizations.manage")
def change_settings(
    *,
    name: str | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    write_off_limit: Money | None = None,
    context: Context,
) -> None:
    """Change what is given of the organization's settings; the rest stays as it is.

    Write-offs up to the limit need no second person.

    Raises NameMissing, UnseenCharacter, OrganizationNameTaken, LanguageUnknown, TimeZoneUnknown and
    WriteOffLimitWrong.
    """
    organization = Organization.objects.select_for_update(no_key=True).get(id=context.organization_id)
    if write_off_limit is not None and (
        write_off_limit.is_negative or write_off_limit.currency != organization.currency
    ):
        raise WriteOffLimitWrong(limit=write_off_limit, currency=organization.currency)
    given = {
        "name": None if name is None else required_text("name", name),
        "language": None if language is None else language_tag(required_text("language", language)),
        "time_zone": None if time_zone is None else time_zone_name(required_text("time zone", time_zone)),
        "write_off_limit_minor": None if write_off_limit is None else write_off_limit.minor_units,
    }
    with refuse_by_constraint("organization_name_is_unique", OrganizationNameTaken(name=name)):
        changed = write_changes(organization, given)
    if changed:
        publish(SettingsWereChanged(changed), context=context)
