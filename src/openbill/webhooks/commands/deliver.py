"""Tell a webhook what is due."""

import json
from datetime import UTC
from uuid import UUID

from standardwebhooks.webhooks import Webhook as Signer

from openbill.foundation import clock
from openbill.foundation.command_log.codec import as_json
from openbill.foundation.context import Context
from openbill.foundation.key_ring import key_ring
from openbill.foundation.tenancy import scope
from openbill.webhooks.commands.record_attempts import record_attempts
from openbill.webhooks.policies.readable_facts import readable_facts
from openbill.webhooks.ports import Post
from openbill.webhooks.queries.webhooks import DueDelivery, due_deliveries
from openbill.webhooks.types import Attempt, Request

BATCH = 20
FAILURES_UNTIL_A_PAUSE = 3
"""After so many in a row the others wait for the next time: there is nobody."""


def deliver(webhook_id: UUID, *, post: Post, context: Context) -> bool:
    """Post what is due of one webhook, signed as Standard Webhooks says; whether more may be due now.

    Each outcome is kept at once: whoever dies in between tells one event twice at most. A receiver knows it by its id.
    """
    with scope(context.organization_id):
        due = due_deliveries(webhook_id, clock.now(), limit=BATCH)
    if due is None or not due.deliveries:
        return False
    signer = Signer(key_ring().decrypt(due.secret).decode())
    failed_in_a_row = 0
    for delivery in due.deliveries:
        at = clock.now()
        outcome = post(signed_request(due.url, delivery, signer))
        record_attempts(webhook_id=webhook_id, attempts=[Attempt(delivery.id, at, outcome)], context=context)
        failed_in_a_row = 0 if outcome.is_delivered else failed_in_a_row + 1
        if outcome.is_gone or failed_in_a_row == FAILURES_UNTIL_A_PAUSE:
            return False
    return len(due.deliveries) == BATCH


def signed_request(url: str, delivery: DueDelivery, signer: Signer) -> Request:
    """The event as the list of events tells it, with the headers of Standard Webhooks."""
    told = {
        "type": delivery.kind,
        "timestamp": as_json(delivery.at.astimezone(UTC)),
        "data": {"id": str(delivery.event_id), "facts": readable_facts(delivery.facts)},
    }
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    now, message_id = clock.now(), f"evt_{delivery.event_id.hex}"
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Openbill-Webhooks",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signer.sign(message_id, now, body),
    }
    return Request(url, headers, body.encode())
