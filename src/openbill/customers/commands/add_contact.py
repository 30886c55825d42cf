"""Add a person at a customer."""

from uuid import UUID

from openbill.customers.commands.lock_customers import lock_customer
from openbill.customers.events import ContactWasAdded
from openbill.customers.models import Contact
from openbill.customers.policies.contact_channels import contact_role, phone_number
from openbill.customers.policies.contact_channels import preferred_channel as usable_channel
from openbill.customers.types import ContactAdded
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.policies.email_address import email_address
from openbill.organizations.policies.language_tag import language_tag
from openbill.organizations.policies.required_text import required_text
from openbill.organizations.policies.time_zone_name import time_zone_name


@command(permission="customers.manage", personal=("name", "email", "phone", "mobile"), subject="contact_id")
def add_contact(
    *,
    customer_id: UUID,
    name: str,
    role: str = "accounts_payable",
    email: str = "",
    phone: str = "",
    mobile: str = "",
    preferred_channel: str | None = None,
    language: str = "",
    time_zone: str = "",
    context: Context,
) -> ContactAdded:
    """Add a person at a customer, with a role.

    The preferred channel is the first one given, unless said otherwise.

    Raises CustomerUnknown, CustomerIsMerged, NameMissing, ContactRoleUnknown, EmailWrong, PhoneNumberWrong,
    ChannelUnknown, PreferredChannelBlank, LanguageUnknown and TimeZoneUnknown.
    """
    lock_customer(customer_id, context=context)
    email = email_address(email)
    phone, mobile = phone_number("phone", phone), phone_number("mobile", mobile)
    contact = Contact.objects.create(
        organization_id=context.organization_id,
        customer_id=customer_id,
        name=required_text("name", name),
        role=contact_role(role),
        email=email,
        phone=phone,
        mobile=mobile,
        preferred_channel=usable_channel(preferred_channel, email=email, phone=phone, mobile=mobile),
        language=language_tag(language),
        time_zone=time_zone_name(time_zone),
    )
    publish(ContactWasAdded(customer_id, contact.id), context=context)
    return ContactAdded(contact.id)
