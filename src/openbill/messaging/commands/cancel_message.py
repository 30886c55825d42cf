"""Cancel a message that was not sent yet."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.in_written_text import in_written_text
from openbill.messaging.commands.lock_message import lock_message
from openbill.messaging.commands.move_message import move_message
from openbill.messaging.events import MessageWasCancelled
from openbill.messaging.policies.given_reason import given_reason


@in_written_text("reason")
@command(permission="messaging.compose", personal=("reason",), subject="message_id")
def cancel_message(*, message_id: UUID, reason: str, context: Context) -> None:
    """Cancel a message that waits, is held, failed or is uncertain; never one that is just being sent.

    Raises MessageUnknown, ReasonMissing and NotPossibleInState.
    """
    why = given_reason(reason)
    message = lock_message(message_id, context=context)
    move_message(message, "cancel", why, context=context)
    publish(MessageWasCancelled(message_id, message.customer_id), context=context)
