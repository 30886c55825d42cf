"""What mail servers answered."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.messaging.types import Outcome


class DeliveryAttempt(TenantModel):
    """One attempt to send a message, numbered from 1; `outcome` is one of Outcome.

    `code` and `reply` are the server's last answer, the reply shortened and in one line.
    """

    message = TenantRelation("messaging.Message")
    message_id: UUID
    number = models.IntegerField()
    at = models.DateTimeField()
    outcome = models.TextField()
    code = models.SmallIntegerField(null=True)
    reply = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "delivery_attempt"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "message_id", "number"], name="delivery_attempt_number_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=[outcome.value for outcome in Outcome]),
                name="delivery_attempt_outcome",
            ),
        ]
