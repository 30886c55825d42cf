"""Find the message that an act is about."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows
from openbill.messaging.errors import MessageUnknown
from openbill.messaging.models import Message


def lock_message(message_id: UUID, *, context: Context) -> Message:
    """Lock one message and read it. Raises MessageUnknown."""
    if not lock_rows(Message, [message_id]):
        raise MessageUnknown(message_id=message_id)
    return Message.objects.get(organization_id=context.organization_id, id=message_id)
