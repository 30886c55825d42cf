"""Refunds that go to the bank in one file."""

from uuid import UUID

from django.db import models

from openbill.direct_debits.policies.debit_lifecycle import TRANSFER_LIFECYCLE
from openbill.foundation.tenancy import TenantModel, TenantRelation


class RefundBatch(TenantModel):
    """A file of transfers from one own account, each of which the bank books as a line of its own."""

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    bank_account = TenantRelation("organizations.BankAccount")
    bank_account_id: UUID
    number = models.TextField()
    message_id = models.TextField()
    execution_date = models.DateField()
    made_at = models.DateTimeField()
    file = TenantRelation("documents.StoredFile")
    file_id: UUID
    command_id = models.UUIDField()

    class Meta:
        db_table = "refund_batch"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="refund_batch_number_is_unique"),
            models.UniqueConstraint(fields=["organization_id", "message_id"], name="refund_batch_message_is_unique"),
        ]


class RefundTransfer(TenantModel):
    """The transfer of one approved refund to the account that was approved for it."""

    batch = TenantRelation("direct_debits.RefundBatch")
    batch_id: UUID
    request = TenantRelation("payments.RefundRequest")
    request_id: UUID
    account = TenantRelation("direct_debits.RefundAccount")
    account_id: UUID
    end_to_end_id = models.TextField()
    amount_minor = models.BigIntegerField()
    state = models.TextField(default=TRANSFER_LIFECYCLE.initial)
    ended_on = models.DateField(null=True)
    reason = models.TextField(default="")
    reason_text = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "refund_transfer"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "request_id"],
                condition=~models.Q(state="rejected"),
                name="refund_transfer_is_sent_once",
            ),
            models.UniqueConstraint(
                fields=["organization_id", "end_to_end_id"], name="refund_transfer_end_to_end_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=TRANSFER_LIFECYCLE.states), name="refund_transfer_state"
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="refund_transfer_amount"),
        ]
        indexes = [models.Index(fields=["organization_id", "batch_id"], name="refund_transfer_batch")]
