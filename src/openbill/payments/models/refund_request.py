"""Refunds that wait for, or had, the approval of a second person."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.payments.policies.payment_lifecycle import REFUND_LIFECYCLE


class RefundRequest(TenantModel):
    """The wish to give an unapplied credit, or a part of it, back; and what was decided about it."""

    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    amount_minor = models.BigIntegerField()
    reason = models.TextField()
    state = models.TextField(default=REFUND_LIFECYCLE.initial)
    requested_by = models.TextField()
    requested_at = models.DateTimeField()
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    decided_because = models.TextField(default="")
    refund_item = TenantRelation("receivables.OpenItem", null=True)
    refund_item_id: UUID | None

    class Meta:
        db_table = "refund_request"
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=REFUND_LIFECYCLE.states), name="refund_request_state"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="refund_request_amount"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "item_id"], name="refund_request_item"),
            models.Index(fields=["organization_id", "state", "id"], name="refund_request_by_state"),
            models.Index(fields=["organization_id", "amount_minor", "id"], name="refund_request_by_amount"),
        ]
