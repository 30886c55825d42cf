"""Customers, their numbers elsewhere, and their merges."""

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class Customer(TenantModel):
    """A firm or person who buys on credit.

    `parent` makes groups. A customer that was merged into another one keeps its rows; `merged_into` says
    under whose name they are shown.
    """

    number = models.TextField()
    name = models.TextField()
    is_natural_person = models.BooleanField(default=False)
    parent = TenantRelation("customers.Customer", null=True)
    merged_into = TenantRelation("customers.Customer", null=True)
    language = models.TextField(default="")
    time_zone = models.TextField(default="")
    country = models.CharField(max_length=2, default="")
    currency = models.CharField(max_length=3, default="")
    vat_number = models.TextField(default="")
    terms_days = models.IntegerField(null=True)
    created_at = models.DateTimeField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "customer"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "number"], name="customer_number_is_unique"),
            models.CheckConstraint(condition=~models.Q(number=""), name="customer_number_is_not_blank"),
            models.CheckConstraint(
                condition=models.Q(terms_days=None) | models.Q(terms_days__gte=0), name="customer_terms_days"
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "name"], name="customer_name"),
            models.Index(
                fields=["organization_id", "parent_id"],
                name="customer_parent",
                condition=models.Q(parent_id__isnull=False),
            ),
            models.Index(
                fields=["organization_id", "merged_into_id"],
                name="customer_merged_into",
                condition=models.Q(merged_into_id__isnull=False),
            ),
        ]


class CustomerExternalId(TenantModel):
    """The number that another system has for a customer."""

    customer = TenantRelation("customers.Customer")
    source = models.TextField()
    external_id = models.TextField()

    class Meta:
        db_table = "customer_external_id"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "source", "external_id"], name="customer_external_id_is_unique"
            ),
        ]


class CustomerMerge(TenantModel):
    """The fact that one customer was merged into another, so that what was known before can still be shown."""

    merged_customer = TenantRelation("customers.Customer")
    into_customer = TenantRelation("customers.Customer")
    command_id = models.UUIDField()

    class Meta:
        db_table = "customer_merge"
        indexes = [
            models.Index(fields=["organization_id", "merged_customer_id"], name="customer_merge_merged"),
        ]
