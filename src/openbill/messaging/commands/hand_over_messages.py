"""Say that messages which others carry are on their way."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.locks import lock_rows
from openbill.messaging.commands.move_message import move_message
from openbill.messaging.errors import MessageUnknown
from openbill.messaging.events import MessageWasSent
from openbill.messaging.models import Message


@command(permission="messaging.send")
def hand_over_messages(*, message_ids: Sequence[UUID], context: Context) -> None:
    """Mark letters as posted and notices as shown: composed messages on a channel that others carry.

    Raises MessageUnknown and NotPossibleInState (an e-mail, or what is held or sent already); then none is marked.
    """
    known = lock_rows(Message, message_ids)
    for missing in set(message_ids) - set(known):
        raise MessageUnknown(message_id=missing)
    for message in Message.objects.filter(organization_id=context.organization_id, id__in=known).order_by("id"):
        move_message(message, "hand_over", context=context, sent_at=context.at)
        publish(MessageWasSent(message.id, message.customer_id), context=context)
