"""Let messages go that safe mode has held."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.keep_messages import is_in_safe_mode
from openbill.messaging.commands.lock_held_messages import lock_held_messages
from openbill.messaging.errors import SafeModeIsOn
from openbill.messaging.events import HeldMessagesWereReleased
from openbill.messaging.types import NAMED_IN_EVENTS


@command(permission="messaging.send")
def release_held_messages(*, message_ids: Sequence[UUID] | None = None, context: Context) -> int:
    """Put held messages, or all of them, where they would have gone without safe mode, and count them.

    E-mails are queued; before they are sent it is looked at once more whether they still should. What others
    carry is composed. Raises SafeModeIsOn, MessageUnknown and NotPossibleInState; then none is released.
    """
    if is_in_safe_mode(context):
        raise SafeModeIsOn
    held = lock_held_messages(message_ids, "release", context=context)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE message SET state = CASE channel WHEN 'email' THEN 'queued' ELSE 'composed' END, state_reason = '',
                               send_after = greatest(send_after, %s)
            WHERE organization_id = %s AND id = ANY(%s)
            """,
            [context.at, context.organization_id, held],
        )
    if held:
        publish(HeldMessagesWereReleased(len(held), tuple(held[:NAMED_IN_EVENTS])), context=context)
    return len(held)
