"""Record what became of attempts to send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.messaging.commands.list_address import list_address
from openbill.messaging.errors import MessageUnknown
from openbill.messaging.events import MessageBecameUncertain, MessageBounced, MessageWasGivenUp, MessageWasSent
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE
from openbill.messaging.policies.outcome_of_delivery import Consequence, consequence_of
from openbill.messaging.types import DeliveriesRecorded, Delivery, DeliveryOfMessage, Outcome
from openbill.primitives.identifiers import new_identifier


@dataclass(frozen=True, slots=True)
class _Attempted:
    """A message after an attempt; `attempts` counts those of its round before this one."""

    id: UUID
    customer_id: UUID
    recipient_address: str
    state: str
    attempts: int
    claim_id: UUID | None
    send_after: datetime


@command(permission="messaging.send", summarised=("deliveries",))
def record_deliveries(
    *, claim_id: UUID, deliveries: Sequence[DeliveryOfMessage], context: Context
) -> DeliveriesRecorded:
    """Keep each attempt, and put its message where the outcome leads.

    What was taken over is sent; what failed for the moment is tried again, with growing distance; what came back
    is bounced, and where the address itself was rejected it goes on the suppression list. Where the claim was
    returned meanwhile the attempt is kept all the same: an answer that comes late ends the doubt about its message,
    unless a person has decided already.

    The log keeps how many deliveries there were, and not what servers said: they repeat addresses.
    Raises MessageUnknown.
    """
    states = []
    claim_holds = True
    for each in deliveries:
        message = _lock(each.message_id, context)
        _keep_attempt(message.id, each.delivery, context)
        claim_holds = claim_holds and message.state == "sending" and message.claim_id == claim_id
        states.append(_follow(message, each.delivery, claim_id, context))
    return DeliveriesRecorded(tuple(states), claim_holds)


def _lock(message_id: UUID, context: Context) -> _Attempted:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, customer_id, recipient_address, state, attempts, claim_id, send_after FROM message"
            " WHERE organization_id = %s AND id = %s FOR NO KEY UPDATE",
            [context.organization_id, message_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise MessageUnknown(message_id=message_id)
    return _Attempted(*row)


def _keep_attempt(message_id: UUID, delivery: Delivery, context: Context) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO delivery_attempt (organization_id, id, message_id, number, at, outcome, code, reply, command_id)
            SELECT %(organization)s, %(id)s, %(message)s, 1 + count(*), %(at)s, %(outcome)s, %(code)s, %(reply)s,
                   %(command)s
            FROM delivery_attempt WHERE organization_id = %(organization)s AND message_id = %(message)s
            """,
            {
                "organization": context.organization_id,
                "id": new_identifier(),
                "message": message_id,
                "at": context.at,
                "outcome": delivery.outcome.value,
                "code": delivery.code,
                "reply": delivery.reply,
                "command": context.running_command_id,
            },
        )


def _follow(message: _Attempted, delivery: Delivery, claim_id: UUID, context: Context) -> str:
    """Put the message where the outcome leads, and tell it; the answer is its state."""
    if message.claim_id != claim_id or message.state not in ("sending", "uncertain"):
        return message.state
    # An uncertain message was counted when its claim was returned.
    attempts = message.attempts + (1 if message.state == "sending" else 0)
    consequence = consequence_of(delivery, attempts=attempts)
    state = MESSAGE_LIFECYCLE.after(message.state, consequence.act)
    _write(message, state, attempts, consequence, delivery, context)
    _tell(message, state, delivery, context)
    return state


def _write(
    message: _Attempted, state: str, attempts: int, consequence: Consequence, delivery: Delivery, context: Context
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE message SET
                state = %(state)s, state_reason = %(reason)s, attempts = %(attempts)s, send_after = %(send_after)s,
                sent_at = CASE WHEN %(state)s = 'sent' THEN %(at)s ELSE sent_at END,
                provider_message_id = %(provider)s,
                claim_id = CASE WHEN %(state)s = 'uncertain' THEN claim_id END,
                claim_position = CASE WHEN %(state)s = 'uncertain' THEN claim_position END,
                lease_until = CASE WHEN %(state)s = 'uncertain' THEN lease_until END
            WHERE organization_id = %(organization)s AND id = %(message)s
            """,
            {
                "state": state,
                "reason": consequence.reason,
                "attempts": attempts,
                "send_after": context.at + consequence.retry_after if consequence.retry_after else message.send_after,
                "at": context.at,
                "provider": delivery.provider_message_id,
                "organization": context.organization_id,
                "message": message.id,
            },
        )


def _tell(message: _Attempted, state: str, delivery: Delivery, context: Context) -> None:
    if state == "sent":
        publish(MessageWasSent(message.id, message.customer_id), context=context)
    elif state == "failed":
        publish(MessageWasGivenUp(message.id, message.customer_id), context=context)
    elif state == "uncertain" and message.state == "sending":
        publish(MessageBecameUncertain(message.id, message.customer_id), context=context)
    elif state == "bounced":
        suppression_id = None
        if delivery.outcome is Outcome.ADDRESS_REJECTED:
            note = " ".join(str(part) for part in (delivery.code, delivery.reply) if part)
            suppression_id = list_address(
                message.recipient_address, "hard_bounce", note, context=context
            ).suppression_id
        publish(MessageBounced(message.id, message.customer_id, suppression_id), context=context)
