"""Take messages out of the queue, for one sender to send."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.keep_messages import is_in_safe_mode
from openbill.messaging.commands.return_claims import return_expired_claims
from openbill.messaging.events import MessageWasSuppressed
from openbill.messaging.types import Claimed
from openbill.primitives.identifiers import new_identifier

LEASE = timedelta(minutes=15)
"""After this time the sender of a claim counts as dead."""

BEGUN_WITHIN = timedelta(minutes=5)
"""A sender begins no message of a claim later than this: what it has begun by then ends before the lease does."""


@command(permission="messaging.send")
def claim_messages(*, limit: int, context: Context) -> Claimed:
    """Take up to `limit` e-mails that are due, the longest due first, and number them in the order of sending.

    What another sender is just taking is passed over. Claims whose sender died are returned first. In safe
    mode what is due becomes held, and nothing is claimed; an address that came on the suppression list since
    makes a message suppressed.

    The sender sends in the order of the claim and records each outcome before it begins the next message: so it is
    known of a claim which of its messages can have been begun, and which certainly was not.
    """
    return_expired_claims(context=context)
    due = _lock_due(limit, context)
    if due and is_in_safe_mode(context):
        _set_state([message_id for message_id, _, _ in due], "held", "The organization is in safe mode.", context)
        return Claimed(new_identifier(), (), held=len(due), suppressed=0)
    suppressed = [(message_id, customer_id, listed) for message_id, customer_id, listed in due if listed]
    for message_id, customer_id, listed in suppressed:
        reason = f"The address is on the suppression list ({listed.replace('_', ' ')})."
        _set_state([message_id], "suppressed", reason, context)
        publish(MessageWasSuppressed(message_id, customer_id), context=context)
    claim_id = new_identifier()
    claimed = [message_id for message_id, _, listed in due if not listed]
    _claim(claim_id, claimed, context)
    return Claimed(claim_id, tuple(claimed), held=0, suppressed=len(suppressed))


def _lock_due(limit: int, context: Context) -> list[tuple[UUID, UUID, str | None]]:
    """Message, customer, and the reason for which its address is suppressed."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT message.id, message.customer_id,
                   (SELECT suppression.reason FROM suppression
                    WHERE suppression.organization_id = %(organization)s AND suppression.lifted_at IS NULL
                      AND suppression.address = lower(message.recipient_address)
                    ORDER BY suppression.since LIMIT 1)
            FROM message
            WHERE message.organization_id = %(organization)s AND message.state IN ('queued', 'deferred')
              AND message.send_after <= %(at)s
            ORDER BY message.send_after, message.id LIMIT %(limit)s
            FOR NO KEY UPDATE OF message SKIP LOCKED
            """,
            {"organization": context.organization_id, "at": context.at, "limit": limit},
        )
        return list(cursor.fetchall())


def _set_state(message_ids: Sequence[UUID], state: str, reason: str, context: Context) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE message SET state = %s, state_reason = %s WHERE organization_id = %s AND id = ANY(%s)",
            [state, reason, context.organization_id, list(message_ids)],
        )


def _claim(claim_id: UUID, message_ids: Sequence[UUID], context: Context) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE message SET state = 'sending', state_reason = '', claim_id = %(claim)s,
                               claim_position = wanted.position, lease_until = %(until)s
            FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS wanted (id, position)
            WHERE message.organization_id = %(organization)s AND message.id = wanted.id
            """,
            {
                "organization": context.organization_id,
                "claim": claim_id,
                "until": context.at + LEASE,
                "ids": list(message_ids),
            },
        )
