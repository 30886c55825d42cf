"""The organization's own bank accounts."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class BankAccount(TenantModel):
    """An account of a legal entity on which customers pay."""

    legal_entity = TenantRelation("organizations.LegalEntity")
    legal_entity_id: UUID
    name = models.TextField()
    iban = models.TextField(default="")
    bic = models.TextField(default="")
    account_number = models.TextField(default="")
    currency = models.CharField(max_length=3)

    class Meta:
        db_table = "bank_account"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "iban", "account_number", "currency"],
                name="bank_account_is_unique",
            ),
        ]
