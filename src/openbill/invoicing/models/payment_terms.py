"""Payment terms, and which a customer has from when on."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class TermsVersion(TenantModel):
    """Terms of payment as they were defined; `definition` is a PaymentTerms. Never rewritten."""

    code = models.TextField()
    definition = models.JSONField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "payment_terms"
        constraints = [models.UniqueConstraint(fields=["organization_id", "code"], name="payment_terms_code_is_unique")]


class CustomerTerms(TenantModel):
    """The terms of a customer from a day on, until the next ones."""

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    terms = TenantRelation("invoicing.TermsVersion")
    terms_id: UUID
    valid_from = models.DateField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "customer_terms"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "customer_id", "valid_from"], name="customer_terms_day_is_unique"
            ),
        ]
