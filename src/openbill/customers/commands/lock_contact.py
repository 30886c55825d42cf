"""Find the contact that an act is about."""

from uuid import UUID

from openbill.customers.errors import ContactAlreadyRemoved, ContactUnknown
from openbill.customers.models import Contact
from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows


def lock_contact(contact_id: UUID, *, context: Context) -> Contact:
    """Lock one contact and read it. Raises ContactUnknown and ContactAlreadyRemoved."""
    if not lock_rows(Contact, [contact_id]):
        raise ContactUnknown(contact_id=contact_id)
    contact = Contact.objects.get(organization_id=context.organization_id, id=contact_id)
    if not contact.is_active:
        raise ContactAlreadyRemoved(contact_id=contact_id)
    return contact
