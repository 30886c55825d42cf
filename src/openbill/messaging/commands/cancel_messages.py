"""Cancel many messages that were not sent yet."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.in_written_text import in_written_text
from openbill.messaging.commands.move_messages import move_messages
from openbill.messaging.events import MessageWasCancelled
from openbill.messaging.policies.given_reason import given_reason


@in_written_text("reason")
@command(permission="messaging.compose", summarised=("message_ids",))
def cancel_messages(*, message_ids: Sequence[UUID], reason: str, context: Context) -> int:
    """Cancel those of the messages that wait, are held, failed or are uncertain, for one reason, and count them.

    One that was sent meanwhile, or is just being sent, stays as it is. The reason is about the batch, and stands in
    the log. Raises MessageUnknown and ReasonMissing; then none is cancelled.
    """
    why = given_reason(reason)
    cancelled = move_messages(message_ids, "cancel", why, context=context)
    for message_id, customer_id in cancelled:
        publish(MessageWasCancelled(message_id, customer_id), context=context)
    return len(cancelled)
