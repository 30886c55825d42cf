"""What payers wrote about their payments, and which bank line each tells about."""

from uuid import UUID

from django.db import models

from openbill.cash_application.types.remittances import RemittanceState
from openbill.foundation.tenancy import TenantModel, TenantRelation


class Remittance(TenantModel):
    """A remittance advice; what it says never changes, only its state and the bank line that it tells about.

    `file_id` is the file of which it is the `position`th advice; `key` tells it from every other one: the same advice
    in a second file has the same key. `normal_reference` is the payment's reference as it is compared.
    """

    file_id = models.UUIDField()
    position = models.IntegerField()
    key = models.TextField()
    place = models.TextField()
    payer_name = models.TextField()
    payer_number = models.TextField()
    payer_account = models.TextField()
    reference = models.TextField()
    normal_reference = models.TextField()
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    paid_date = models.DateField(null=True)
    received_at = models.DateTimeField()
    warnings = models.JSONField()
    command_id = models.UUIDField()
    state = models.TextField(default=RemittanceState.WAITING.value)
    line = TenantRelation("cash_application.BankLine", null=True)
    line_id: UUID | None
    withdrawn_reason = models.TextField(default="")

    class Meta:
        db_table = "remittance"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "key"], name="remittance_is_kept_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in RemittanceState]), name="remittance_state"
            ),
            models.CheckConstraint(
                condition=models.Q(state=RemittanceState.LINKED.value, line_id__isnull=False)
                | (~models.Q(state=RemittanceState.LINKED.value) & models.Q(line_id=None)),
                name="remittance_is_linked_to_a_line",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_reason="") | models.Q(state=RemittanceState.WITHDRAWN.value),
                name="remittance_reason_is_of_a_withdrawn_one",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "state", "id"], name="remittance_newest"),
            models.Index(fields=["organization_id", "line_id"], name="remittance_line_linked"),
            models.Index(
                fields=["organization_id", "normal_reference"],
                name="remittance_waits_by_reference",
                condition=models.Q(state=RemittanceState.WAITING.value),
            ),
            models.Index(
                fields=["organization_id", "currency", "amount_minor"],
                name="remittance_waits_by_amount",
                condition=models.Q(state=RemittanceState.WAITING.value),
            ),
        ]


class RemittanceLine(TenantModel):
    """What an advice says of one document, in minor units of its currency; None where it says nothing."""

    remittance = TenantRelation("cash_application.Remittance")
    remittance_id: UUID
    position = models.IntegerField()
    document_number = models.TextField()
    amount_minor = models.BigIntegerField(null=True)
    discount_minor = models.BigIntegerField(null=True)
    deduction_minor = models.BigIntegerField(null=True)
    reason = models.TextField()
    reason_code = models.TextField()
    purchase_order = models.TextField()

    class Meta:
        db_table = "remittance_line"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "remittance_id", "position"], name="remittance_line_is_numbered"
            ),
        ]
