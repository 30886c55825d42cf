"""To which account a customer's refunds go."""

from uuid import UUID

from django.db import models

from openbill.direct_debits.policies.debit_lifecycle import REFUND_ACCOUNT_LIFECYCLE
from openbill.foundation.tenancy import TenantModel, TenantRelation


class RefundAccount(TenantModel):
    """An account for refunds that one person asked for and another one approved; at most one of a customer holds."""

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    holder = models.TextField()
    iban = models.TextField()
    bic = models.TextField()
    reason = models.TextField()
    state = models.TextField(default=REFUND_ACCOUNT_LIFECYCLE.initial)
    requested_by = models.TextField()
    requested_at = models.DateTimeField()
    decided_by = models.TextField(default="")
    decided_at = models.DateTimeField(null=True)
    command_id = models.UUIDField()

    class Meta:
        db_table = "refund_account"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "customer_id"],
                condition=models.Q(state="approved"),
                name="refund_account_holds_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=REFUND_ACCOUNT_LIFECYCLE.states), name="refund_account_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state="requested", decided_by="", decided_at=None)
                | models.Q(~models.Q(decided_by=""), state="declined", decided_at__isnull=False)
                | models.Q(
                    ~models.Q(decided_by="") & ~models.Q(decided_by=models.F("requested_by")),
                    state__in=["approved", "replaced"],
                    decided_at__isnull=False,
                ),
                name="refund_account_is_approved_by_another",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "customer_id", "id"], name="refund_account_customer")]
