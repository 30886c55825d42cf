"""Say that a message came back after it was sent."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.in_written_text import in_written_text
from openbill.messaging.commands.list_address import list_address
from openbill.messaging.commands.lock_message import lock_message
from openbill.messaging.commands.move_message import move_message
from openbill.messaging.events import MessageBounced
from openbill.messaging.policies.given_reason import given_reason


@in_written_text("reason")
@command(permission="messaging.send", personal=("reason",), subject="message_id")
def report_bounce(*, message_id: UUID, reason: str, address_is_wrong: bool, context: Context) -> None:
    """Enter that a sent or uncertain message bounced, as a notice or a returned letter says.

    Where it says that the e-mail address does not exist, the address goes on the suppression list.

    Raises MessageUnknown, ReasonMissing and NotPossibleInState.
    """
    why = given_reason(reason)
    message = lock_message(message_id, context=context)
    move_message(message, "bounce", why, context=context)
    suppression_id = None
    if address_is_wrong and message.channel == "email":
        suppression_id = list_address(message.recipient_address, "hard_bounce", why, context=context).suppression_id
    publish(MessageBounced(message_id, message.customer_id, suppression_id), context=context)
