"""Customers, their numbers elsewhere, their merges, and where in a group they stood."""

from uuid import UUID

from django.db import models

from openbill.foundation.tenancy import TenantModel, TenantRelation


class Customer(TenantModel):
    """A firm or person who buys on credit.

    `parent` makes groups; each change of it is kept as a `ParentChange`. A customer that was merged into
    another one keeps its rows; `merged_into` says under whose name they are shown, a customer that was not
    merged itself.
    `salesperson_id` is the user who looks after the customer; people of sales see no others.
    `search_name` is the name as it is searched for (policy `normalised_name`), and `search_spelling` is that with
    what sounds alike made the same; the database keeps it, and its beginning, for names that a bank cut off.
    `normal_number` is the number as it is compared with what payers write.
    """

    number = models.TextField()
    name = models.TextField()
    search_name = models.TextField(default="")
    search_spelling = models.GeneratedField(
        expression=models.Func("search_name", function="spelling_of"), output_field=models.TextField(), db_persist=True
    )
    search_beginning = models.GeneratedField(
        expression=models.Func("search_name", function="beginning_of"), output_field=models.TextField(), db_persist=True
    )
    normal_number = models.GeneratedField(
        expression=models.Func("number", function="normal_number"), output_field=models.TextField(), db_persist=True
    )
    is_natural_person = models.BooleanField(default=False)
    parent = TenantRelation("customers.Customer", null=True)
    parent_id: UUID | None
    merged_into = TenantRelation("customers.Customer", null=True)
    merged_into_id: UUID | None
    language = models.TextField(default="")
    time_zone = models.TextField(default="")
    country = models.CharField(max_length=2, default="")
    currency = models.CharField(max_length=3, default="")
    vat_number = models.TextField(default="")
    terms_days = models.IntegerField(null=True)
    salesperson_id = models.UUIDField(null=True)
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
            models.CheckConstraint(
                condition=models.Q(parent_id=None) | ~models.Q(parent_id=models.F("id")),
                name="customer_is_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into_id=None) | ~models.Q(merged_into_id=models.F("id")),
                name="customer_is_not_merged_into_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "name"], name="customer_name"),
            models.Index(
                fields=["organization_id", "search_name"],
                name="customer_search_name",
                opclasses=["uuid_ops", "text_pattern_ops"],
            ),
            models.Index(fields=["organization_id", "search_beginning"], name="customer_beginning"),
            models.Index(fields=["organization_id", "normal_number"], name="customer_normal_number"),
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
            models.Index(
                fields=["organization_id", "salesperson_id"],
                name="customer_salesperson",
                condition=models.Q(salesperson_id__isnull=False),
            ),
        ]


class CustomerExternalId(TenantModel):
    """The number that another system has for a customer."""

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    source = models.TextField()
    external_id = models.TextField()

    class Meta:
        db_table = "customer_external_id"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "source", "external_id"], name="customer_external_id_is_unique"
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "customer_id"], name="external_id_customer")]


class CustomerMerge(TenantModel):
    """The fact that one customer was merged into another: what was known before can still be shown."""

    merged_customer = TenantRelation("customers.Customer")
    merged_customer_id: UUID
    into_customer = TenantRelation("customers.Customer")
    into_customer_id: UUID
    command_id = models.UUIDField()

    class Meta:
        db_table = "customer_merge"
        indexes = [
            models.Index(fields=["organization_id", "merged_customer_id"], name="customer_merge_merged"),
        ]


class ParentChange(TenantModel):
    """The fact that a customer was put under another one, or (without a parent) taken out of its group.

    `revision` counts the changes of one customer from 1, in the order in which they were written under the lock
    of its row: the highest one holds, of those that were known.
    """

    customer = TenantRelation("customers.Customer")
    customer_id: UUID
    parent = TenantRelation("customers.Customer", null=True)
    parent_id: UUID | None
    revision = models.IntegerField()
    command_id = models.UUIDField()

    class Meta:
        db_table = "parent_change"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "customer_id", "revision"], name="parent_change_revision_is_unique"
            ),
        ]
