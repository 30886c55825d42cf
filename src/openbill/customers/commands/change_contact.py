"""Change what is known of a person at a customer."""

from uuid import UUID

from openbill.customers.commands.lock_contact import lock_contact
from openbill.customers.events import ContactWasChanged
from openbill.customers.policies.contact_channels import contact_role, phone_number
from openbill.customers.policies.contact_channels import preferred_channel as usable_channel
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.write_changes import write_changes
from openbill.organizations.policies.email_address import email_address
from openbill.organizations.policies.language_tag import language_tag
from openbill.organizations.policies.required_text import required_text
from openbill.organizations.policies.time_zone_name import time_zone_name


@command(permission="customers.manage", personal=("name", "email", "phone", "mobile"), subject="contact_id")
def change_contact(
    *,
    contact_id: UUID,
    name: str | None = None,
    role: str | None = None,
    email: str | None = None,
    phone: str | None = None,
    mobile: str | None = None,
    preferred_channel: str | None = None,
    language: str | None = None,
    time_zone: str | None = None,
    context: Context,
) -> None:
    """Change what is given of a contact; the rest stays as it is.

    Blank takes away. Where the preferred channel is taken away the next one that is there takes its place.

    Raises ContactUnknown, ContactAlreadyRemoved, NameMissing, ContactRoleUnknown, EmailWrong,
    PhoneNumberWrong, ChannelUnknown, PreferredChannelBlank, LanguageUnknown and TimeZoneUnknown.
    """
    contact = lock_contact(contact_id, context=context)
    channels = {
        "email": contact.email if email is None else email_address(email),
        "phone": contact.phone if phone is None else phone_number("phone", phone),
        "mobile": contact.mobile if mobile is None else phone_number("mobile", mobile),
    }
    if preferred_channel is None and channels[contact.preferred_channel]:
        preferred_channel = contact.preferred_channel
    changed = write_changes(
        contact,
        {
            "name": None if name is None else required_text("name", name),
            "role": None if role is None else contact_role(role),
            **channels,
            "preferred_channel": usable_channel(preferred_channel, **channels),
            "language": None if language is None else language_tag(language),
            "time_zone": None if time_zone is None else time_zone_name(time_zone),
        },
    )
    if changed:
        publish(ContactWasChanged(contact.customer_id, contact_id, changed), context=context)
