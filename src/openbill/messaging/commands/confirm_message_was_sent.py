"""Say that an uncertain message did go out."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.lock_message import lock_message
from openbill.messaging.commands.move_message import move_message
from openbill.messaging.errors import MessageIsNotUncertain
from openbill.messaging.events import MessageWasSent
from openbill.messaging.models import DeliveryAttempt


@command(permission="messaging.send")
def confirm_message_was_sent(*, message_id: UUID, context: Context) -> None:
    """End the doubt about a message that a person has found in the log of the mail server, or with the customer.

    It counts as sent at the instant of its last attempt. Raises MessageUnknown and MessageIsNotUncertain.
    """
    message = lock_message(message_id, context=context)
    if message.state != "uncertain":
        raise MessageIsNotUncertain(state=message.state)
    attempts = DeliveryAttempt.objects.filter(organization_id=context.organization_id, message_id=message_id)
    sent_at = attempts.order_by("-number").values_list("at", flat=True)[0]
    move_message(message, "accept", context=context, sent_at=sent_at)
    publish(MessageWasSent(message_id, message.customer_id), context=context)
