"""The chart of accounts."""

from django.db import models

from openbill.foundation.tenancy import TenantModel


class Account(TenantModel):
    """One account of the chart. `role` is the use that Openbill makes of it; one account per role."""

    code = models.TextField()
    name = models.TextField()
    kind = models.TextField()
    role = models.TextField()

    class Meta:
        db_table = "account"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "code"], name="account_code_is_unique"),
            models.UniqueConstraint(fields=["organization_id", "role"], name="account_role_is_unique"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["asset", "liability", "equity", "income", "expense"]),
                name="account_kind",
            ),
        ]
