"""Give up messages that safe mode has held."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.in_written_text import in_written_text
from openbill.messaging.commands.lock_held_messages import lock_held_messages
from openbill.messaging.events import HeldMessagesWereDiscarded
from openbill.messaging.policies.given_reason import given_reason
from openbill.messaging.types import NAMED_IN_EVENTS


@in_written_text("reason")
@command(permission="messaging.send")
def discard_held_messages(*, reason: str, message_ids: Sequence[UUID] | None = None, context: Context) -> int:
    """Cancel held messages, or all of them, for a reason, and count them; they are kept, and never sent.

    The reason is about the batch, and stands in the log. Raises ReasonMissing, MessageUnknown and
    NotPossibleInState; then none is discarded.
    """
    why = given_reason(reason)
    held = lock_held_messages(message_ids, "discard", context=context)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE message SET state = 'cancelled', state_reason = %s WHERE organization_id = %s AND id = ANY(%s)",
            [why, context.organization_id, held],
        )
    if held:
        publish(HeldMessagesWereDiscarded(len(held), tuple(held[:NAMED_IN_EVENTS])), context=context)
    return len(held)
