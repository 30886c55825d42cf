"""The people at a customer."""

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class Contact(TenantModel):
    """A person at a customer: role, language, and the channels on which the person is reached.

    `role` is one of: accounts_payable, purchasing, management, legal, sales, other.
    """

    customer = TenantRelation("customers.Customer")
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
        indexes = [models.Index(fields=["organization_id", "customer_id"], name="contact_customer")]
