"""From which accounts customers pay, as was learned from what people confirmed."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class PayerAccount(TenantModel):
    """An account from which payments for a customer came: how often that was so, and how often it turned out wrong.

    `last_paid_date` is the day of the latest bank line that taught it.
    """

    account = models.TextField()
    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    confirmed = models.IntegerField(default=0)
    corrected = models.IntegerField(default=0)
    last_paid_date = models.DateField()

    class Meta:
        db_table = "payer_account"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "account", "customer_id"], name="payer_account_is_known"
            ),
            models.CheckConstraint(condition=~models.Q(account=""), name="payer_account_is_not_blank"),
            models.CheckConstraint(condition=models.Q(confirmed__gte=0, corrected__gte=0), name="payer_account_counts"),
        ]
        indexes = [
            models.Index(fields=["organization_id", "customer_id"], name="payer_account_customer"),
            models.Index(fields=["organization_id", "last_paid_date", "id"], name="payer_account_last"),
            models.Index(
                fields=["organization_id", "id"],
                name="payer_account_corrected",
                condition=models.Q(corrected__gt=0),
            ),
        ]
