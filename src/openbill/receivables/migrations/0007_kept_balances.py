"""Balances of customers that are added up ahead of the question."""

from django.db import migrations, models

from openbill.foundation.tenancy.operations import RunStatement, flatten, guard_tenant_table
from openbill.primitives.identifiers import new_identifier

# Part of the transaction that changes the items: who sees the one sees the other.
NOTE_STALE_BALANCES = """
CREATE FUNCTION note_stale_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO stale_balance (organization_id, id, customer_id)
    SELECT organization_id, new_identifier(), customer_id
    FROM (SELECT DISTINCT organization_id, customer_id FROM changed_items) AS changed;
    RETURN NULL;
END
$$
"""


def note_stale_balances_after(act: str, name: str) -> RunStatement:
    return RunStatement(
        f"CREATE TRIGGER {name} AFTER {act} ON open_item REFERENCING NEW TABLE AS changed_items"
        " FOR EACH STATEMENT EXECUTE FUNCTION note_stale_balances()",
        f"DROP TRIGGER {name} ON open_item",
    )


class Migration(migrations.Migration):
    dependencies = [("receivables", "0006_list_indexes")]

    operations = [
        migrations.CreateModel(
            name="KeptBalance",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organization_id",
                        "customer_id",
                        "currency",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("organization_id", models.UUIDField()),
                ("customer_id", models.UUIDField()),
                ("currency", models.CharField(max_length=3)),
                ("unapplied_minor", models.BigIntegerField()),
                ("bucket_0_minor", models.BigIntegerField()),
                ("bucket_1_minor", models.BigIntegerField()),
                ("bucket_2_minor", models.BigIntegerField()),
                ("bucket_3_minor", models.BigIntegerField()),
                ("bucket_4_minor", models.BigIntegerField()),
                ("unapplied_items", models.IntegerField()),
                ("bucket_0_items", models.IntegerField()),
                ("bucket_1_items", models.IntegerField()),
                ("bucket_2_items", models.IntegerField()),
                ("bucket_3_items", models.IntegerField()),
                ("bucket_4_items", models.IntegerField()),
                ("soon_due_minor", models.BigIntegerField()),
                ("oldest_due_date", models.DateField(null=True)),
                ("weighted_overdue_minor", models.FloatField()),
            ],
            options={
                "db_table": "kept_balance",
                "indexes": [
                    models.Index(
                        models.F("organization_id"),
                        models.F("currency"),
                        models.OrderBy(models.F("weighted_overdue_minor"), descending=True),
                        condition=models.Q(("weighted_overdue_minor__gt", 0)),
                        name="kept_balance_most_urgent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptDay",
            fields=[
                ("organization_id", models.UUIDField(primary_key=True, serialize=False)),
                ("day", models.DateField()),
            ],
            options={"db_table": "kept_day"},
        ),
        migrations.CreateModel(
            name="StaleBalance",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organization_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField()),
                ("id", models.UUIDField(default=new_identifier)),
                ("customer_id", models.UUIDField()),
            ],
            options={"db_table": "stale_balance"},
        ),
        *flatten(
            guard_tenant_table("kept_balance", "SELECT", "INSERT", "DELETE"),
            guard_tenant_table("kept_day", "SELECT", "INSERT", "UPDATE"),
            guard_tenant_table("stale_balance", "SELECT", "INSERT", "DELETE"),
            RunStatement(NOTE_STALE_BALANCES, "DROP FUNCTION note_stale_balances()"),
            note_stale_balances_after("INSERT", "open_item_makes_stale"),
            note_stale_balances_after("UPDATE", "open_item_change_makes_stale"),
        ),
    ]
