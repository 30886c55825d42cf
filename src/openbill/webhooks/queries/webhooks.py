"""The webhooks, their deliveries, and what is due."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.webhooks.errors import WebhookUnknown
from openbill.webhooks.models import Webhook


@dataclass(frozen=True, slots=True)
class WebhookDetails:
    """Where events are told; `state` is enabled or disabled, `state_reason` why. Its secret is never listed."""

    id: UUID
    url: str
    kinds: tuple[str, ...]
    state: str
    state_reason: str
    failing_since: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryOfWebhook:
    """One event for one webhook; `state` is pending, delivered or given_up."""

    id: UUID
    event_id: UUID
    kind: str
    state: str
    attempts: int
    next_attempt_at: datetime | None
    last_attempt_at: datetime | None
    last_status: int | None
    last_trouble: str


@dataclass(frozen=True, slots=True)
class DueDelivery:
    """A delivery to be tried now, with its event."""

    id: UUID
    event_id: UUID
    kind: str
    at: datetime
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DueDeliveries:
    """Where they go and with which (encrypted) secret; the first first."""

    url: str
    secret: str
    deliveries: tuple[DueDelivery, ...]


def webhooks() -> list[WebhookDetails]:
    """Every webhook that was not removed, the first made first."""
    rows = Webhook.objects.filter(organization_id=current_organization_id()).exclude(state="removed").order_by("id")
    return [
        WebhookDetails(
            row.id, row.url, tuple(row.kinds), row.state, row.state_reason, row.failing_since, row.created_at
        )
        for row in rows
    ]


def deliveries_of_webhook(
    webhook_id: UUID, *, state: str | None = None, after: UUID | None = None, limit: int = 50
) -> list[DeliveryOfWebhook]:
    """The deliveries of a webhook, the last made first; `after` is the last one seen. Raises WebhookUnknown."""
    if not Webhook.objects.filter(organization_id=current_organization_id(), id=webhook_id).exists():
        raise WebhookUnknown(webhook_id=webhook_id)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT delivery.id, event.id, event.kind, delivery.state, delivery.attempts, delivery.next_attempt_at,
                   delivery.last_attempt_at, delivery.last_status, delivery.last_trouble
            FROM webhook_delivery delivery
            JOIN event ON event.organization_id = delivery.organization_id AND event.id = delivery.event_id
            WHERE delivery.organization_id = %(organization)s AND delivery.webhook_id = %(webhook)s
              AND (%(state)s::text IS NULL OR delivery.state = %(state)s)
              AND (%(after)s::uuid IS NULL OR delivery.id < %(after)s)
            ORDER BY delivery.id DESC
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "webhook": webhook_id,
                "state": state,
                "after": after,
                "limit": limit,
            },
        )
        return [DeliveryOfWebhook(*row) for row in cursor.fetchall()]


def due_deliveries(webhook_id: UUID, at: datetime, *, limit: int = 50) -> DueDeliveries | None:
    """What is to be tried at an instant; None where the webhook is not enabled."""
    webhook = Webhook.objects.filter(organization_id=current_organization_id(), id=webhook_id, state="enabled").first()
    if webhook is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT delivery.id, event.id, event.kind, event.at, event.payload::text
            FROM webhook_delivery delivery
            JOIN event ON event.organization_id = delivery.organization_id AND event.id = delivery.event_id
            WHERE delivery.organization_id = %(organization)s AND delivery.webhook_id = %(webhook)s
              AND delivery.state = 'pending' AND delivery.next_attempt_at <= %(at)s
            ORDER BY delivery.next_attempt_at, delivery.id
            LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), "webhook": webhook_id, "at": at, "limit": limit},
        )
        found = tuple(
            DueDelivery(delivery_id, event_id, kind, happened_at, json.loads(facts))
            for delivery_id, event_id, kind, happened_at, facts in cursor.fetchall()
        )
    return DueDeliveries(webhook.url, webhook.secret, found)
