"""The tables of webhooks."""

from openbill.webhooks.models.webhook import Webhook, WebhookDelivery

__all__ = ["Webhook", "WebhookDelivery"]
