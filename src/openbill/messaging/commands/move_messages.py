"""Put many messages into another state."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.locks import lock_rows
from openbill.messaging.errors import MessageUnknown
from openbill.messaging.models import Message
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE


def move_messages(
    message_ids: Sequence[UUID], act: str, reason: str = "", *, context: Context, send_after: datetime | None = None
) -> list[tuple[UUID, UUID]]:
    """Lock messages and do an act of the lifecycle, of one outcome, to those to which it can be done.

    Claims of them end with it. What is queued (`send_after`) begins to count its attempts anew. Names each message
    that was moved, and its customer. Raises MessageUnknown.
    """
    outcomes = {before: after for (before, each), after in MESSAGE_LIFECYCLE.transitions.items() if each == act}
    (outcome,) = set(outcomes.values())
    found = lock_rows(Message, message_ids)
    for missing in set(message_ids) - set(found):
        raise MessageUnknown(message_id=missing)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE message SET state = %(state)s, state_reason = %(reason)s, claim_id = NULL, claim_position = NULL,
                               lease_until = NULL, send_after = coalesce(%(send_after)s, send_after),
                               attempts = CASE WHEN %(send_after)s::timestamptz IS NULL THEN attempts ELSE 0 END
            WHERE organization_id = %(organization)s AND id = ANY(%(ids)s::uuid[]) AND state = ANY(%(before)s)
            RETURNING id, customer_id
            """,
            {
                "organization": context.organization_id,
                "ids": identifier_array(found),
                "state": outcome,
                "reason": reason,
                "send_after": send_after,
                "before": list(outcomes),
            },
        )
        return sorted(cursor.fetchall())
