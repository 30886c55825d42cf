"""Credits that were handed over to a state."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.unclaimed.policies.hand_over_lifecycle import HAND_OVER_LIFECYCLE


class HandOver(TenantModel):
    """Credits of one legal entity and currency that go to one jurisdiction; asked for by one, approved by another.

    The amount is the sum of its credits. From `handed_over_on` on it is owed to the state, and `paid_on` is the day on
    which the money left.
    """

    jurisdiction = models.TextField()
    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    number = models.TextField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    credit_count = models.IntegerField()
    state = models.TextField(default=HAND_OVER_LIFECYCLE.initial)
    requested_by = models.TextField()
    requested_at = models.DateTimeField()
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    handed_over_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)
    reference = models.TextField(default="")
    reason = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "hand_over"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "number"], name="hand_over_number_is_unique"
            ),
            models.CheckConstraint(condition=models.Q(state__in=HAND_OVER_LIFECYCLE.states), name="hand_over_state"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0, credit_count__gt=0), name="hand_over_amount"),
            models.CheckConstraint(
                condition=models.Q(state="requested", decided_by="", decided_at=None)
                | models.Q(~models.Q(decided_by=""), state="declined", decided_at__isnull=False)
                | models.Q(
                    ~models.Q(decided_by="") & ~models.Q(decided_by=models.F("requested_by")),
                    state__in=["approved", "paid", "undone"],
                    decided_at__isnull=False,
                    handed_over_on__isnull=False,
                ),
                name="hand_over_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="paid") | models.Q(paid_on__isnull=False), name="hand_over_paid_on_a_day"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "state", "id"], name="hand_over_in_state")]


class HandOverCredit(TenantModel):
    """A credit of a handing over: with the item or the entry by which it stands in the books once that is approved.

    While it may still be, or was, handed over nothing else hands it over: the database sees to it.
    """

    hand_over = TenantRelation("unclaimed.HandOver")
    hand_over_id: UUID
    credit = TenantRelation("unclaimed.UnclaimedCredit")
    credit_id: UUID
    amount_minor = models.BigIntegerField()
    is_live = models.BooleanField(default=True)
    debit_item = TenantRelation("receivables.OpenItem", null=True)
    debit_item_id: UUID | None

    class Meta:
        db_table = "hand_over_credit"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "credit_id"],
                condition=models.Q(is_live=True),
                name="hand_over_credit_is_handed_over_once",
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="hand_over_credit_amount"),
        ]
        indexes = [models.Index(fields=["organization_id", "hand_over_id"], name="hand_over_credit_of")]
