"""Send a message again that failed, or of which nobody knows whether it was sent."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.lock_message import lock_message
from openbill.messaging.commands.move_message import move_message
from openbill.messaging.events import MessageWasQueuedAgain


@command(permission="messaging.send")
def send_again(*, message_id: UUID, context: Context) -> None:
    """Queue a failed or an uncertain message anew, with all its attempts before it.

    Of an uncertain one a person has found out that it was not sent. It keeps its Message-ID, so that a mail
    program which did get it can tell that it is the same. Safe mode and the suppression list hold for it.

    Raises MessageUnknown and NotPossibleInState.
    """
    message = lock_message(message_id, context=context)
    move_message(message, "send_again", context=context, attempts=0, send_after=context.at)
    publish(MessageWasQueuedAgain(message_id, message.customer_id), context=context)
