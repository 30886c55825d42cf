"""Hand-over of journal entries to another general ledger."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class AccountMapping(TenantModel):
    """The code that an account has in the general ledger of the ERP."""

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    account = TenantRelation("ledger.Account")
    account_id: UUID
    external_code = models.TextField()

    class Meta:
        db_table = "account_mapping"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "account_id"], name="account_mapping_is_unique"
            ),
        ]


class GlExportBatch(TenantModel):
    """A numbered batch of entries handed over; `through_date` is the last posting date that it holds."""

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    number = models.BigIntegerField()
    through_date = models.DateField()
    entry_count = models.BigIntegerField()
    made_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "gl_export_batch"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "legal_entity_id", "number"], name="gl_export_batch_number_is_unique"
            ),
        ]


class GlExportedEntry(models.Model):
    """The fact that an entry was handed over, once, in a batch."""

    pk = models.CompositePrimaryKey("organization_id", "entry_id")
    organization_id = models.UUIDField()
    entry = TenantRelation("ledger.JournalEntry")
    entry_id: UUID
    batch = TenantRelation("ledger.GlExportBatch")
    batch_id: UUID

    class Meta:
        db_table = "gl_exported_entry"
        indexes = [models.Index(fields=["organization_id", "batch_id"], name="gl_exported_entry_batch")]


class GlExportLabel(models.Model):
    """What an account or a customer was called when a batch was made, so that the batch never changes."""

    pk = models.CompositePrimaryKey("organization_id", "batch_id", "subject_id")
    organization_id = models.UUIDField()
    batch = TenantRelation("ledger.GlExportBatch")
    batch_id: UUID
    subject_id = models.UUIDField()
    code = models.TextField()
    name = models.TextField()

    class Meta:
        db_table = "gl_export_label"
