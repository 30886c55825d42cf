"""Write-offs that wait for, or had, the approval of a second person."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class WriteOffRequest(TenantModel):
    """The wish to give up an amount of an item, and what was decided about it."""

    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    amount_minor = models.BigIntegerField()
    reason = models.TextField()
    state = models.TextField(default="requested")
    economic_date = models.DateField()
    requested_by = models.TextField()
    requested_at = models.DateTimeField()
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    decided_because = models.TextField(default="")
    write_off_item = TenantRelation("receivables.OpenItem", null=True)
    write_off_item_id: UUID | None

    class Meta:
        db_table = "write_off_request"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["requested", "approved", "declined"]),
                name="write_off_request_state",
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="write_off_request_amount"),
        ]
        indexes = [models.Index(fields=["organization_id", "item_id"], name="write_off_request_item")]
