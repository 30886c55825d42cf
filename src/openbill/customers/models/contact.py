"""The people at a customer."""

from uuid import UUID

from django.db import models

from openbill.customers.types import CHANNELS, CONTACT_ROLES
from openbill.foundation.tenancy import TenantModel, TenantRelation


class Contact(TenantModel):
    """A person at a customer: role, language, and the channels on which the person is reached.

    `role` is one of CONTACT_ROLES, `preferred_channel` one of CHANNELS.
    """

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    name = models.TextField()
    role = models.TextField(default="accounts_payable")
    language = models.TextField(default="")
    time_zone = models.TextField(default="")
    email = models.TextField(default="")
    phone = models.TextField(default="")
    mobile = models.TextField(default="")
    preferred_channel = models.TextField(default="email")
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "contact"
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=CONTACT_ROLES), name="contact_role"),
            models.CheckConstraint(
                condition=models.Q(preferred_channel__in=CHANNELS), name="contact_preferred_channel"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "customer_id"], name="contact_customer")]
