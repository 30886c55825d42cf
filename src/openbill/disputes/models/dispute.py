"""Disputes and the debts that they contest."""

from uuid import UUID

from django.db import models

from openbill.disputes.policies.dispute_lifecycle import DISPUTE_LIFECYCLE
from openbill.disputes.types import DisputeReason
from openbill.foundation.tenancy import TenantModel, TenantRelation


class Dispute(TenantModel):
    """What a customer contests, and why; `note` is what the customer says, in words."""

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    reason = models.TextField()
    note = models.TextField(default="")
    currency = models.CharField(max_length=3)
    state = models.TextField(default=DISPUTE_LIFECYCLE.initial)
    opened_on = models.DateField()
    answer_by = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    outcome = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "dispute"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__in=[reason.value for reason in DisputeReason]), name="dispute_reason"
            ),
            models.CheckConstraint(condition=models.Q(state__in=DISPUTE_LIFECYCLE.states), name="dispute_state"),
            models.CheckConstraint(
                condition=models.Q(state="open", ended_on=None)
                | ~models.Q(state="open") & models.Q(ended_on__isnull=False),
                name="dispute_ends_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "customer_id"], name="dispute_customer"),
            models.Index(fields=["organization_id", "opened_on", "id"], name="dispute_opened"),
            models.Index(fields=["organization_id", "state", "opened_on", "id"], name="dispute_state_opened"),
            models.Index(fields=["organization_id", "answer_by", "id"], name="dispute_answer"),
        ]


class DisputedItem(TenantModel):
    """The contested part of one debt; `answered_minor` is what of it credit notes have given back since."""

    dispute = TenantRelation("disputes.Dispute")
    dispute_id: UUID
    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    amount_minor = models.BigIntegerField()
    answered_minor = models.BigIntegerField(default=0)

    class Meta:
        db_table = "disputed_item"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "dispute_id", "item_id"], name="disputed_item_is_unique"
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="disputed_item_amount"),
            models.CheckConstraint(
                condition=models.Q(answered_minor__gte=0, answered_minor__lte=models.F("amount_minor")),
                name="disputed_item_answered",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "item_id"], name="disputed_item_item")]
