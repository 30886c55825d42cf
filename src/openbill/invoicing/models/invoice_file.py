"""The rendered pages of issued documents."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class InvoiceFile(TenantModel):
    """The PDF of an issued document in a language, kept as it was first rendered."""

    invoice = TenantRelation("invoicing.Invoice")
    invoice_id: UUID
    language = models.TextField()
    file = TenantRelation("documents.StoredFile")
    file_id: UUID
    command_id = models.UUIDField()

    class Meta:
        db_table = "invoice_file"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "invoice_id", "language"], name="invoice_file_language_is_unique"
            ),
        ]
