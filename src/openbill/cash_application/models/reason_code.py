"""What payers' reason codes mean."""

from uuid import UUID

from django.db import models

from openbill.disputes.types import DisputeReason
from openbill.foundation.tenancy import TenantModel, TenantRelation


class ReasonCode(TenantModel):
    """A code by which payers say why they kept something, and the reason that it stands for with us.

    Of one customer, or of all who have none of their own under the same code. `code` is as it is compared.
    """

    code = models.TextField()
    customer = TenantRelation("customers.Customer", null=True)
    customer_id: UUID | None
    reason = models.TextField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "reason_code"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "customer_id", "code"],
                name="reason_code_is_one",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~models.Q(code=""), name="reason_code_is_said"),
            models.CheckConstraint(
                condition=models.Q(reason__in=[reason.value for reason in DisputeReason]), name="reason_code_reason"
            ),
        ]
