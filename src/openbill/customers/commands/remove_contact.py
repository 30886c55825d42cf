"""Stop reaching a person at a customer."""

from uuid import UUID

from openbill.customers.commands.lock_contact import lock_contact
from openbill.customers.events import ContactWasRemoved
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish


@command(permission="customers.manage")
def remove_contact(*, contact_id: UUID, context: Context) -> None:
    """Let a contact be reached no more.

    It stays known, so that what was said to the person stays readable.

    Raises ContactUnknown and ContactAlreadyRemoved.
    """
    contact = lock_contact(contact_id, context=context)
    contact.is_active = False
    contact.save(update_fields=["is_active"])
    publish(ContactWasRemoved(contact.customer_id, contact_id), context=context)
