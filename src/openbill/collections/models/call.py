"""Calls to customers, and what came of them."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation

CALL_OUTCOMES = ("no_answer", "reached", "will_pay", "wrong_number", "refuses")


class Call(TenantModel):
    """One call; until `again_on` the customer is on no call list. One that was logged by mistake is withdrawn."""

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    called_on = models.DateField()
    outcome = models.TextField()
    note = models.TextField(default="")
    again_on = models.DateField()
    caller = models.TextField()
    is_withdrawn = models.BooleanField(default=False)
    command_id = models.UUIDField()

    class Meta:
        db_table = "call"
        constraints = [
            models.CheckConstraint(condition=models.Q(outcome__in=CALL_OUTCOMES), name="call_outcome"),
            models.CheckConstraint(
                condition=models.Q(again_on__gte=models.F("called_on")), name="call_again_not_before"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "customer_id", "called_on"], name="call_customer")]
