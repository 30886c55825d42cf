"""Make a delivery of each new event for each webhook that hears of its kind; again of those that are replayed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.webhooks.commands.keep_webhook import lock_webhook
from openbill.webhooks.errors import NothingToReplay, WebhookUnknown
from openbill.webhooks.types import TEST


@command(permission="organizations.manage")
def queue_deliveries(*, context: Context) -> int:
    """Make the deliveries of what was sealed since the last time, for every enabled webhook, and count them.

    Sealed events come in an order that only grows at its end, so that none is passed over, and a delivery is made once.
    """
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "command": context.running_command_id,
        "at": context.at,
        "test": TEST,
    }
    with connection.cursor() as cursor:
        # Two that begin at once wait here for each other.
        cursor.execute(
            "SELECT id FROM webhook WHERE organization_id = %(organization)s AND state = 'enabled'"
            " ORDER BY id FOR NO KEY UPDATE",
            parameters,
        )
        cursor.execute(
            "SELECT coalesce(max(sequence), 0) FROM command_log WHERE organization_id = %(organization)s", parameters
        )
        parameters["through"] = (cursor.fetchone() or (0,))[0]
        cursor.execute(_QUEUE_NEW, parameters)
        count: int = cursor.rowcount
        cursor.execute(
            "UPDATE webhook SET told_through = %(through)s"
            " WHERE organization_id = %(organization)s AND state = 'enabled' AND told_through < %(through)s",
            parameters,
        )
    return count


_QUEUE_NEW = """
    INSERT INTO webhook_delivery (organization_id, id, webhook_id, event_id, state, attempts, next_attempt_at,
                                  last_trouble, command_id)
    SELECT %(organization)s, new_identifier(), told.webhook_id, told.event_id, 'pending', 0, %(at)s, '', %(command)s
    FROM (
        SELECT webhook.id AS webhook_id, event.id AS event_id
        FROM webhook
        JOIN command_log log ON log.organization_id = webhook.organization_id
                            AND log.sequence > webhook.told_through AND log.sequence <= %(through)s
        JOIN event ON event.organization_id = log.organization_id AND event.command_id = log.id
        WHERE webhook.organization_id = %(organization)s AND webhook.state = 'enabled'
          AND (webhook.kinds ? event.kind
               OR (event.kind = %(test)s AND event.payload ->> 'webhook_id' = webhook.id::text))
        ORDER BY log.sequence, event.id
    ) AS told
    ON CONFLICT (organization_id, webhook_id, event_id) DO NOTHING
"""


@command(permission="organizations.manage")
def replay_deliveries(
    *, webhook_id: UUID, since: datetime | None = None, delivery_id: UUID | None = None, context: Context
) -> int:
    """Deliver one event again, or all that happened since an instant, whatever became of them before; count them.

    Raises WebhookUnknown (also where it is disabled) and NothingToReplay.
    """
    webhook = lock_webhook(webhook_id, context=context)
    if webhook.state != "enabled":
        raise WebhookUnknown(webhook_id=webhook_id)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO webhook_delivery AS known (organization_id, id, webhook_id, event_id, state, attempts,
                                                   next_attempt_at, last_trouble, command_id)
            SELECT event.organization_id, new_identifier(), webhook.id, event.id, 'pending', 0, %(at)s, '', %(command)s
            FROM webhook
            JOIN event ON event.organization_id = webhook.organization_id AND webhook.kinds ? event.kind
            JOIN command_log log ON log.organization_id = event.organization_id AND log.id = event.command_id
                                AND log.sequence <= webhook.told_through
            WHERE webhook.organization_id = %(organization)s AND webhook.id = %(webhook)s
              AND (event.at >= %(since)s::timestamptz
                   OR event.id = (SELECT event_id FROM webhook_delivery
                                  WHERE organization_id = %(organization)s AND webhook_id = %(webhook)s
                                    AND id = %(delivery)s::uuid))
            ON CONFLICT (organization_id, webhook_id, event_id) DO UPDATE
                SET state = 'pending', attempts = 0, next_attempt_at = %(at)s
            """,
            {
                "organization": context.organization_id,
                "command": context.running_command_id,
                "webhook": webhook_id,
                "at": context.at,
                "since": since,
                "delivery": delivery_id,
            },
        )
        count: int = cursor.rowcount
    if not count:
        raise NothingToReplay
    return count
