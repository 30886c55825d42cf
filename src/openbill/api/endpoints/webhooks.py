"""Addresses to which what happened is told."""

from enum import StrEnum
from uuid import UUID

from openbill.api.endpoint import act, ask
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of, whole
from openbill.webhooks.commands.keep_webhook import change_webhook, create_webhook, remove_webhook, try_webhook
from openbill.webhooks.commands.queue_deliveries import replay_deliveries
from openbill.webhooks.queries.webhooks import DeliveryOfWebhook, WebhookDetails, deliveries_of_webhook, webhooks


class DeliveryState(StrEnum):
    PENDING = "pending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


def list_webhooks() -> Page[WebhookDetails]:
    """Every webhook without its secret."""
    return whole(webhooks())


def list_deliveries(
    *, webhook_id: UUID, state: DeliveryState | None = None, after: str | None = None, limit: int = ROWS
) -> Page[DeliveryOfWebhook]:
    """What was told to a webhook and how it fared, the last first."""
    place = place_of(after, UUID)
    rows = deliveries_of_webhook(
        webhook_id, state=state, after=place[0] if place else None, limit=checked_limit(limit) + 1
    )
    return page(rows, limit, lambda row: (row.id,))


ENDPOINTS = (
    ask("/webhooks", "organizations.view", list_webhooks),
    act(
        "POST",
        "/webhooks",
        create_webhook,
        status=201,
        example={"url": "https://hooks.example.com/openbill", "kinds": ["PaymentWasRecorded"]},
    ),
    act("PATCH", "/webhooks/{webhook_id}", change_webhook, example={"is_enabled": True}),
    act("DELETE", "/webhooks/{webhook_id}", remove_webhook),
    act("POST", "/webhooks/{webhook_id}/test", try_webhook),
    act("POST", "/webhooks/{webhook_id}/replay", replay_deliveries, example={"since": "2026-11-27T00:00:00Z"}),
    ask("/webhooks/{webhook_id}/deliveries", "organizations.view", list_deliveries),
)
