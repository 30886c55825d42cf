"""What customers owe, added up ahead of the question: so that a list of all of them costs what it shows."""

from django.db import models

from openbill.foundation.tenancy import TenantModel

OVERDUE = (
    models.F("bucket_1_minor") + models.F("bucket_2_minor") + models.F("bucket_3_minor") + models.F("bucket_4_minor")
)
OWED = (
    models.F("bucket_0_minor")
    + models.F("bucket_1_minor")
    + models.F("bucket_2_minor")
    + models.F("bucket_3_minor")
    + models.F("bucket_4_minor")
)
LISTED = {"owed": OWED, "overdue": OVERDUE, "balance": OWED - models.F("unapplied_minor")}
"""What lists begin with the largest of; each is written as the list writes it, or no index would be met."""


class KeptBalance(models.Model):
    """What a customer owes in one currency, by age on the day of `KeptDay`; in minor units.

    Only derived: `keep_balances` writes it from the open items, `verify` derives it anew. A customer who stands in
    StaleBalance has changed since, and is added up when somebody asks. `bucket_0` is not due, the others are the usual
    ages; `…_items` count the items of each column, `oldest_due_date` is that of the debts. `weighted_overdue_minor` is
    what is overdue, by the age of the oldest debt once to thrice.
    """

    pk = models.CompositePrimaryKey("organization_id", "customer_id", "currency")
    organization_id = models.UUIDField()
    customer_id = models.UUIDField()
    currency = models.CharField(max_length=3)
    unapplied_minor = models.BigIntegerField()
    bucket_0_minor = models.BigIntegerField()
    bucket_1_minor = models.BigIntegerField()
    bucket_2_minor = models.BigIntegerField()
    bucket_3_minor = models.BigIntegerField()
    bucket_4_minor = models.BigIntegerField()
    unapplied_items = models.IntegerField()
    bucket_0_items = models.IntegerField()
    bucket_1_items = models.IntegerField()
    bucket_2_items = models.IntegerField()
    bucket_3_items = models.IntegerField()
    bucket_4_items = models.IntegerField()
    soon_due_minor = models.BigIntegerField()
    oldest_due_date = models.DateField(null=True)
    weighted_overdue_minor = models.FloatField()

    class Meta:
        db_table = "kept_balance"
        indexes = (
            models.Index(
                "organization_id",
                "currency",
                models.F("weighted_overdue_minor").desc(),
                name="kept_balance_most_urgent",
                condition=models.Q(weighted_overdue_minor__gt=0),
            ),
            models.Index(
                "organization_id", "currency", models.F("bucket_4_minor").desc(), name="kept_balance_oldest_first"
            ),
            *(
                models.Index("organization_id", amount.desc(), name=f"kept_balance_most_{name}")
                for name, amount in LISTED.items()
            ),
        )


class KeptTotal(models.Model):
    """The sums of the kept balances of a currency; only derived, and written together with them.

    Sums of customers may be more than an amount can be, and whoever asks for them is told so then. `…_customers` count
    who has anything in a column, `overdue_customers` who has anything in any but `bucket_0`.
    """

    pk = models.CompositePrimaryKey("organization_id", "currency")
    organization_id = models.UUIDField()
    currency = models.CharField(max_length=3)
    customers = models.BigIntegerField()
    overdue_customers = models.BigIntegerField()
    soon_due_minor = models.DecimalField(max_digits=30, decimal_places=0)
    unapplied_minor = models.DecimalField(max_digits=30, decimal_places=0)
    bucket_0_minor = models.DecimalField(max_digits=30, decimal_places=0)
    bucket_1_minor = models.DecimalField(max_digits=30, decimal_places=0)
    bucket_2_minor = models.DecimalField(max_digits=30, decimal_places=0)
    bucket_3_minor = models.DecimalField(max_digits=30, decimal_places=0)
    bucket_4_minor = models.DecimalField(max_digits=30, decimal_places=0)
    unapplied_customers = models.BigIntegerField()
    bucket_0_customers = models.BigIntegerField()
    bucket_1_customers = models.BigIntegerField()
    bucket_2_customers = models.BigIntegerField()
    bucket_3_customers = models.BigIntegerField()
    bucket_4_customers = models.BigIntegerField()
    unapplied_items = models.BigIntegerField()
    bucket_0_items = models.BigIntegerField()
    bucket_1_items = models.BigIntegerField()
    bucket_2_items = models.BigIntegerField()
    bucket_3_items = models.BigIntegerField()
    bucket_4_items = models.BigIntegerField()

    class Meta:
        db_table = "kept_total"


class KeptDay(models.Model):
    """The day on which the kept balances of an organization count the age of debts."""

    organization_id = models.UUIDField(primary_key=True)
    day = models.DateField()

    class Meta:
        db_table = "kept_day"


class StaleBalance(TenantModel):
    """A customer of whom an item has changed since the balances were kept; the database notes it, often twice."""

    customer_id = models.UUIDField()

    class Meta:
        db_table = "stale_balance"
