"""Call off messages that a sender has claimed and not begun."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.events import MessageWasCancelled
from openbill.messaging.types import Cancellation


@command(permission="messaging.send", summarised=("cancellations",))
def call_off_messages(*, claim_id: UUID, cancellations: Sequence[Cancellation], context: Context) -> int:
    """Cancel messages of a claim, each for a reason that showed itself just before sending, and count them.

    What is not, or not any more, part of the claim stays as it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE message SET state = 'cancelled', state_reason = wanted.reason, claim_id = NULL,
                               claim_position = NULL, lease_until = NULL
            FROM unnest(%(ids)s::uuid[], %(reasons)s::text[]) AS wanted (id, reason)
            WHERE message.organization_id = %(organization)s AND message.id = wanted.id
              AND message.state = 'sending' AND message.claim_id = %(claim)s
            RETURNING message.id, message.customer_id
            """,
            {
                "organization": context.organization_id,
                "claim": claim_id,
                "ids": [each.message_id for each in cancellations],
                "reasons": [each.reason for each in cancellations],
            },
        )
        called_off = cursor.fetchall()
    for message_id, customer_id in called_off:
        publish(MessageWasCancelled(message_id, customer_id), context=context)
    return len(called_off)
