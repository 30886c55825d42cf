"""Whom never to write to."""

from django.db import models

from openbill.foundation.tenancy import TenantModel
from openbill.messaging.types import SUPPRESSION_REASONS


class Suppression(TenantModel):
    """An address that is not written to, in small letters, for a reason; until it is lifted.

    An address may be there for several reasons at once: to lift one of them leaves the others.
    """

    address = models.TextField()
    reason = models.TextField()
    since = models.DateTimeField()
    note = models.TextField(default="")
    lifted_at = models.DateTimeField(null=True)
    lifting_note = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "suppression"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "address", "reason"],
                condition=models.Q(lifted_at=None),
                name="suppression_is_unique",
            ),
            models.CheckConstraint(condition=models.Q(reason__in=SUPPRESSION_REASONS), name="suppression_reason"),
            models.CheckConstraint(condition=~models.Q(address=""), name="suppression_address"),
        ]
