"""Facts that commands published."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class StoredEvent(TenantModel):
    """One fact in the past tense, stored with the command that made it true."""

    command_id = models.UUIDField()
    kind = models.TextField()
    payload = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        db_table = "event"
        indexes = [
            models.Index(fields=["organization_id", "command_id"], name="event_command"),
        ]
