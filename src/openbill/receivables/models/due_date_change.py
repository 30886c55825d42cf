"""Changes of due dates, kept."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class DueDateChange(TenantModel):
    """From `effective_date` on an item was due on another day than before."""

    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    previous_due_date = models.DateField()
    due_date = models.DateField()
    effective_date = models.DateField()
    reason = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "due_date_change"
        indexes = [
            models.Index(fields=["organization_id", "item_id", "effective_date"], name="due_date_change_item"),
            models.Index(fields=["organization_id", "effective_date"], name="due_date_change_date"),
        ]
