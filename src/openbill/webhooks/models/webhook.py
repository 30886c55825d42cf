"""Where events are told, and how each of them fared."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation

WEBHOOK_STATES = ("enabled", "disabled", "removed")
DELIVERY_STATES = ("pending", "delivered", "given_up")


class Webhook(TenantModel):
    """An address to which events of some kinds are told; no kind means all that its maker may hear of.

    `secret` is encrypted under the key ring. Events of commands up to `told_through` of the log have deliveries.
    `failing_since` is the first failure after the last success.
    """

    url = models.TextField()
    kinds = models.JSONField()
    secret = models.TextField()
    state = models.TextField(default="enabled")
    state_reason = models.TextField(default="")
    told_through = models.BigIntegerField()
    failing_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "webhook"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=WEBHOOK_STATES), name="webhook_state"),
        ]


class WebhookDelivery(TenantModel):
    """One event for one webhook."""

    webhook = TenantRelation("webhooks.Webhook")
    webhook_id: UUID
    event = TenantRelation("foundation.StoredEvent")
    event_id: UUID
    state = models.TextField(default="pending")
    attempts = models.IntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    last_attempt_at = models.DateTimeField(null=True)
    last_status = models.IntegerField(null=True)
    last_trouble = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "webhook_delivery"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "webhook_id", "event_id"], name="webhook_delivery_is_made_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="pending", next_attempt_at__isnull=False)
                | models.Q(state__in=["delivered", "given_up"], next_attempt_at=None),
                name="webhook_delivery_state",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "webhook_id", "next_attempt_at"],
                name="webhook_delivery_due",
                condition=models.Q(state="pending"),
            ),
        ]
