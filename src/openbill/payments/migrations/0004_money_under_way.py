"""What of debts is being collected, and its guards: let go once for all, and collected once at a time."""

import django.db.models.deletion
from django.db import migrations, models

import openbill.foundation.tenancy.relations
import openbill.primitives.identifiers
from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_tenant_relation,
    flatten,
    forbid_change,
    guard_tenant_table,
)

# A trigger of whatever collects, run as the owner, who sees all.
LETS_DEBTS_GO = """
CREATE FUNCTION money_is_under_way_no_more() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE money_under_way SET is_live = false
    WHERE organization_id = NEW.organization_id AND source_id = NEW.id AND is_live;
    RETURN NULL;
END $$
"""

STAYS_OVER = """
CREATE FUNCTION money_under_way_stays_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was under way is over, and stays so.'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_lists_and_reasons"), ("receivables", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="MoneyUnderWay",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organization_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField()),
                ("id", models.UUIDField(default=openbill.primitives.identifiers.new_identifier)),
                ("way", models.TextField()),
                ("source_id", models.UUIDField()),
                ("amount_minor", models.BigIntegerField()),
                ("until_date", models.DateField()),
                ("is_live", models.BooleanField(default=True)),
                ("item_id", models.UUIDField(editable=False)),
                (
                    "item",
                    openbill.foundation.tenancy.relations.TenantRelation(
                        from_fields=["organization_id", ""],
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="receivables.openitem",
                        to_fields=["organization_id", "id"],
                    ),
                ),
            ],
            options={
                "db_table": "money_under_way",
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_live", True)),
                        fields=["organization_id", "item_id"],
                        name="money_under_way_item",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_live", True)),
                        fields=("organization_id", "source_id", "item_id"),
                        name="money_under_way_is_named_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_live", True), models.Q(("way", "payer"), _negated=True)),
                        fields=("organization_id", "item_id"),
                        name="money_under_way_is_collected_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["direct_debit", "saved_method", "payer"])),
                        name="money_under_way_way",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount_minor__gt", 0)), name="money_under_way_amount"),
                ],
            },
        ),
        *flatten(
            add_tenant_relation("money_under_way", "item_id", "open_item"),
            guard_tenant_table("money_under_way", "SELECT", "INSERT", "UPDATE (is_live)"),
            forbid_change("money_under_way", "DELETE"),
            RunStatement(STAYS_OVER, "DROP FUNCTION money_under_way_stays_over()"),
            RunStatement(
                "CREATE TRIGGER money_under_way_stays_over BEFORE UPDATE ON money_under_way FOR EACH ROW"
                " WHEN (NEW.is_live AND NOT OLD.is_live) EXECUTE FUNCTION money_under_way_stays_over()",
                "DROP TRIGGER money_under_way_stays_over ON money_under_way",
            ),
            RunStatement(LETS_DEBTS_GO, "DROP FUNCTION money_is_under_way_no_more()"),
        ),
    ]
