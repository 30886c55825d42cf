"""Tax that payers kept of what they owed, and the certificates by which it is claimed back."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class TaxCertificate(TenantModel):
    """What a payer certifies to have paid to its tax office for us; one that was kept wrongly is withdrawn."""

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    number = models.TextField()
    issued_on = models.DateField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    file = TenantRelation("documents.StoredFile", null=True)
    file_id: UUID | None
    kept_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "tax_certificate"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "customer_id", "number"],
                condition=models.Q(withdrawn_at=None),
                name="tax_certificate_is_kept_once",
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="tax_certificate_amount"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_because="")
                | models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_because=""),
                name="tax_certificate_is_withdrawn_for_a_reason",
            ),
        ]


class WithheldTax(TenantModel):
    """A credit of the kind `withholding_tax`: so much of a debt went to a tax office instead of us.

    Its certificate is awaited while there is none. `refused_because` is why it was not taken as paid in the end.
    """

    item = TenantRelation("receivables.OpenItem")
    item_id: UUID
    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    certificate = TenantRelation("payments.TaxCertificate", null=True)
    certificate_id: UUID | None
    refused_because = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "withheld_tax"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "item_id"], name="withheld_tax_is_noted_once"),
            models.CheckConstraint(
                condition=models.Q(certificate_id=None) | models.Q(refused_because=""),
                name="withheld_tax_is_certified_or_refused",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "customer_id"], name="withheld_tax_customer"),
            models.Index(fields=["organization_id", "certificate_id"], name="withheld_tax_certificate"),
            models.Index(
                fields=["organization_id", "id"],
                name="withheld_tax_awaited",
                condition=models.Q(certificate_id=None, refused_because=""),
            ),
        ]
