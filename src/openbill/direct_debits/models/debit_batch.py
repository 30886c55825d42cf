"""Debits that go to the bank in one file."""

from uuid import UUID

from django.db import models

from openbill.direct_debits.policies.debit_lifecycle import BATCH_LIFECYCLE
from openbill.direct_debits.types import Scheme, SequenceType
from openbill.foundation.tenancy import TenantModel, TenantRelation


class DebitBatch(TenantModel):
    """The debits of one creditor, scheme, kind of sequence and day; `file_id` is what went to the bank."""

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    bank_account = TenantRelation("organizations.BankAccount")
    bank_account_id: UUID
    number = models.TextField()
    scheme = models.TextField()
    sequence_type = models.TextField()
    collection_date = models.DateField()
    is_batch_booked = models.BooleanField()
    state = models.TextField(default=BATCH_LIFECYCLE.initial)
    message_id = models.TextField()
    submitted_at = models.DateTimeField(null=True)
    file = TenantRelation("documents.StoredFile", null=True)
    file_id: UUID | None
    command_id = models.UUIDField()

    class Meta:
        db_table = "debit_batch"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="debit_batch_number_is_unique"),
            models.UniqueConstraint(fields=["organization_id", "message_id"], name="debit_batch_message_is_unique"),
            models.CheckConstraint(condition=models.Q(state__in=BATCH_LIFECYCLE.states), name="debit_batch_state"),
            models.CheckConstraint(
                condition=models.Q(scheme__in=[scheme.value for scheme in Scheme]), name="debit_batch_scheme"
            ),
            models.CheckConstraint(
                condition=models.Q(sequence_type__in=[kind.value for kind in SequenceType]),
                name="debit_batch_sequence_type",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["prepared", "cancelled"], file_id=None, submitted_at=None)
                | models.Q(
                    state__in=["submitted", "settled", "rejected"], file_id__isnull=False, submitted_at__isnull=False
                ),
                name="debit_batch_has_its_file",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "collection_date", "id"], name="debit_batch_day")]
