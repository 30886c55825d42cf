"""Return claims whose sender has ended, without sending anything twice."""

from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.events import MessageBecameUncertain

DOUBT = "The sender ended while it sent this mail: it may have been sent or not."

# A sender sends in the order of its claim, and records each outcome before it begins the next message. So the first
# message without an outcome is the only one that can be with a server; those behind it were never begun.
_RETURN = """
    WITH locked AS (
        SELECT id, customer_id, claim_id, claim_position FROM message
        WHERE organization_id = %(organization)s AND state = 'sending' AND {which}
        ORDER BY organization_id, id FOR NO KEY UPDATE
    ), ranked AS (
        SELECT *, row_number() OVER (PARTITION BY claim_id ORDER BY claim_position) = 1 AND %(in_doubt)s AS is_uncertain
        FROM locked
    )
    UPDATE message SET
        state = CASE WHEN is_uncertain THEN 'uncertain' ELSE 'queued' END,
        state_reason = CASE WHEN is_uncertain THEN %(reason)s ELSE '' END,
        attempts = message.attempts + CASE WHEN is_uncertain THEN 1 ELSE 0 END,
        claim_id = CASE WHEN is_uncertain THEN message.claim_id END,
        claim_position = CASE WHEN is_uncertain THEN message.claim_position END,
        lease_until = CASE WHEN is_uncertain THEN message.lease_until END
    FROM ranked WHERE message.organization_id = %(organization)s AND message.id = ranked.id
    RETURNING message.id, message.customer_id, is_uncertain
"""

_RECORD_DOUBT = """
    INSERT INTO delivery_attempt (organization_id, id, message_id, number, at, outcome, reply, command_id)
    SELECT %(organization)s, new_identifier(), doubted.id,
           1 + (SELECT count(*) FROM delivery_attempt earlier
                WHERE earlier.organization_id = %(organization)s AND earlier.message_id = doubted.id),
           %(at)s, 'uncertain', '', %(command)s
    FROM unnest(%(ids)s::uuid[]) AS doubted (id)
"""


def return_expired_claims(*, context: Context) -> None:
    """Return every claim whose lease is over, inside the running command.

    The first message of each becomes uncertain and waits for a person: to send it again could send it twice. The
    others go back to the queue.
    """
    _return("lease_until <= %(at)s", {"at": context.at}, in_doubt=True, context=context)


@command(permission="messaging.send")
def return_claim(*, claim_id: UUID, in_doubt: bool, context: Context) -> int:
    """Put what is left of a claim back into the queue, as its sender ends before it is through.

    `in_doubt` says that the first of them was begun, and its outcome is not known: it becomes uncertain. The answer
    is how many went back.
    """
    return _return("claim_id = %(claim)s", {"claim": claim_id}, in_doubt=in_doubt, context=context)


def _return(which: str, parameters: dict[str, Any], *, in_doubt: bool, context: Context) -> int:
    shared: dict[str, Any] = {
        **parameters,
        "organization": context.organization_id,
        "in_doubt": in_doubt,
        "reason": DOUBT,
        "at": context.at,
        "command": context.running_command_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RETURN.format(which=which), shared)
        returned = cursor.fetchall()
        doubted = [(message_id, customer_id) for message_id, customer_id, is_uncertain in returned if is_uncertain]
        if doubted:
            cursor.execute(_RECORD_DOUBT, {**shared, "ids": [message_id for message_id, _ in doubted]})
    for message_id, customer_id in doubted:
        publish(MessageBecameUncertain(message_id, customer_id), context=context)
    return len(returned) - len(doubted)
