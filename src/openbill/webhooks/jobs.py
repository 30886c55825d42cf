"""Telling webhooks, in a worker."""

from datetime import datetime
from uuid import UUID

from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from openbill.foundation.context import system_context
from openbill.webhooks.commands.deliver import deliver
from openbill.webhooks.commands.queue_deliveries import queue_deliveries
from openbill.webhooks.ports import connected_post

QUEUE = "webhooks"


@app.task(name="deliver_webhook", queue=QUEUE)
def deliver_webhook(*, organization_id: str, webhook_id: str) -> None:
    """Tell one webhook what is due; the next minute goes on where this fails."""
    if deliver(UUID(webhook_id), post=connected_post(), context=system_context(UUID(organization_id))):
        _deliver_later(organization_id, webhook_id)


def tell_webhooks_later(at: datetime) -> int:
    """Make the deliveries of new events, and queue a job for each webhook with something due; count the jobs."""
    for organization_id in _organizations_with_news():
        queue_deliveries(context=system_context(organization_id, at=at))
    return sum(_deliver_later(str(organization), str(webhook)) for organization, webhook in _webhooks_with_due(at))


def _deliver_later(organization_id: str, webhook_id: str) -> bool:
    # One at a time for each webhook: events come in their order, and a slow receiver holds up nobody else.
    name = f"deliver_webhook {organization_id} {webhook_id}"
    job = deliver_webhook.configure(lock=name, queueing_lock=name)
    try:
        job.defer(organization_id=organization_id, webhook_id=webhook_id)
    except AlreadyEnqueued:
        return False
    return True


def _organizations_with_news() -> list[UUID]:
    """Those with an enabled webhook that was not told of all that is sealed; asked as the maintenance role."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT webhook.organization_id FROM webhook
            WHERE webhook.state = 'enabled' AND EXISTS (
                SELECT FROM command_log log
                JOIN event ON event.organization_id = log.organization_id AND event.command_id = log.id
                WHERE log.organization_id = webhook.organization_id AND log.sequence > webhook.told_through)
            """
        )
        return [row[0] for row in cursor.fetchall()]


def _webhooks_with_due(at: datetime) -> list[tuple[UUID, UUID]]:
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT webhook.organization_id, webhook.id FROM webhook
            JOIN webhook_delivery delivery ON delivery.organization_id = webhook.organization_id
                                          AND delivery.webhook_id = webhook.id
            WHERE webhook.state = 'enabled' AND delivery.state = 'pending' AND delivery.next_attempt_at <= %s
            """,
            [at],
        )
        return [(organization_id, webhook_id) for organization_id, webhook_id in cursor.fetchall()]
