"""Send many messages again that failed, or of which nobody knows whether they were sent."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.move_messages import move_messages
from openbill.messaging.events import MessageWasQueuedAgain


@command(permission="messaging.send", summarised=("message_ids",))
def send_messages_again(*, message_ids: Sequence[UUID], context: Context) -> int:
    """Queue those of the messages anew that failed or are uncertain, as `send_again` does, and count them.

    All others stay as they are. Raises MessageUnknown; then none is queued.
    """
    queued = move_messages(message_ids, "send_again", context=context, send_after=context.at)
    for message_id, customer_id in queued:
        publish(MessageWasQueuedAgain(message_id, customer_id), context=context)
    return len(queued)
