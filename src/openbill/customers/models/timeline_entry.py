"""The history with a customer."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class TimelineEntry(TenantModel):
    """One thing that happened with a customer, fed by an event."""

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    at = models.DateTimeField()
    kind = models.TextField()
    facts = models.JSONField()
    event_id = models.UUIDField()

    class Meta:
        db_table = "timeline_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "customer_id", "event_id"], name="timeline_entry_is_unique"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "customer_id", "-at"], name="timeline_entry_latest")]
