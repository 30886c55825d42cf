"""The sums of what is kept, and ways along the customers whose debts are the oldest or the largest."""

from django.db import migrations, models

from openbill.foundation.tenancy.operations import flatten, guard_tenant_table

OVERDUE = models.F("bucket_1_minor") + models.F("bucket_2_minor") + models.F("bucket_3_minor") + models.F("bucket_4_minor")
OWED = (
    models.F("bucket_0_minor")
    + models.F("bucket_1_minor")
    + models.F("bucket_2_minor")
    + models.F("bucket_3_minor")
    + models.F("bucket_4_minor")
)
LISTED = {"owed": OWED, "overdue": OVERDUE, "balance": OWED - models.F("unapplied_minor")}


class Migration(migrations.Migration):
    dependencies = [("receivables", "0007_kept_balances")]

    operations = [
        migrations.AddIndex(
            model_name="keptbalance",
            index=models.Index(
                models.F("organization_id"),
                models.F("currency"),
                models.OrderBy(models.F("bucket_4_minor"), descending=True),
                name="kept_balance_oldest_first",
            ),
        ),
        *(
            migrations.AddIndex(
                model_name="keptbalance",
                index=models.Index(
                    models.F("organization_id"),
                    models.OrderBy(amount, descending=True),
                    name=f"kept_balance_most_{name}",
                ),
            )
            for name, amount in LISTED.items()
        ),
        migrations.CreateModel(
            name="KeptTotal",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organization_id", "currency", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField()),
                ("currency", models.CharField(max_length=3)),
                ("customers", models.BigIntegerField()),
                ("overdue_customers", models.BigIntegerField()),
                ("soon_due_minor", models.DecimalField(decimal_places=0, max_digits=30)),
                ("unapplied_minor", models.DecimalField(decimal_places=0, max_digits=30)),
                ("bucket_0_minor", models.DecimalField(decimal_places=0, max_digits=30)),
                ("bucket_1_minor", models.DecimalField(decimal_places=0, max_digits=30)),
                ("bucket_2_minor", models.DecimalField(decimal_places=0, max_digits=30)),
                ("bucket_3_minor", models.DecimalField(decimal_places=0, max_digits=30)),
                ("bucket_4_minor", models.DecimalField(decimal_places=0, max_digits=30)),
                ("unapplied_customers", models.BigIntegerField()),
                ("bucket_0_customers", models.BigIntegerField()),
                ("bucket_1_customers", models.BigIntegerField()),
                ("bucket_2_customers", models.BigIntegerField()),
                ("bucket_3_customers", models.BigIntegerField()),
                ("bucket_4_customers", models.BigIntegerField()),
                ("unapplied_items", models.BigIntegerField()),
                ("bucket_0_items", models.BigIntegerField()),
                ("bucket_1_items", models.BigIntegerField()),
                ("bucket_2_items", models.BigIntegerField()),
                ("bucket_3_items", models.BigIntegerField()),
                ("bucket_4_items", models.BigIntegerField()),
            ],
            options={"db_table": "kept_total"},
        ),
        *flatten(guard_tenant_table("kept_total", "SELECT", "INSERT", "DELETE")),
    ]
