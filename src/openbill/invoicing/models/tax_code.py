"""Tax codes and their rates from day to day."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation
from openbill.invoicing.types import TaxCategory


class TaxCode(TenantModel):
    """A way of taxing: `label` and `note` are printed; the note explains why no tax is charged."""

    code = models.TextField()
    label = models.TextField()
    category = models.TextField()
    note = models.TextField(default="")
    command_id = models.UUIDField()

    class Meta:
        db_table = "tax_code"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "code"], name="tax_code_is_unique"),
            models.CheckConstraint(
                condition=models.Q(category__in=[category.value for category in TaxCategory]), name="tax_code_category"
            ),
        ]


class TaxCodeRate(TenantModel):
    """The rate of a tax code from a day on, until the next one; never rewritten."""

    tax_code = TenantRelation("invoicing.TaxCode")
    tax_code_id: UUID
    valid_from = models.DateField()
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    command_id = models.UUIDField()

    class Meta:
        db_table = "tax_code_rate"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "tax_code_id", "valid_from"], name="tax_code_rate_day_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(percent__gte=0) & models.Q(percent__lte=100), name="tax_code_rate_percent"
            ),
        ]
