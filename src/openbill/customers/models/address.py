"""Where a customer is written to."""

from uuid import UUID

from django.db import models

from openbill.customers.types import PURPOSES
from openbill.foundation.tenancy import TenantModel, TenantRelation


class Address(TenantModel):
    """A postal address; `purpose` is one of PURPOSES."""

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    purpose = models.TextField(default="billing")
    name = models.TextField(default="")
    street = models.TextField(default="")
    postal_code = models.TextField(default="")
    city = models.TextField(default="")
    region = models.TextField(default="")
    country = models.CharField(max_length=2, default="")

    class Meta:
        db_table = "address"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "customer_id", "purpose"], name="address_purpose_is_unique"
            ),
            models.CheckConstraint(condition=models.Q(purpose__in=PURPOSES), name="address_purpose"),
        ]
