"""What payers' reason codes mean, and the guards of that: it may be changed and forgotten."""

import django.db.models.deletion
from django.db import migrations, models

import openbill.foundation.tenancy.relations
import openbill.primitives.identifiers
from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("cash_application", "0006_csv_mappings"),
        ("customers", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReasonCode",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "organization_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organization_id", models.UUIDField()),
                ("id", models.UUIDField(default=openbill.primitives.identifiers.new_identifier)),
                ("code", models.TextField()),
                ("reason", models.TextField()),
                ("command_id", models.UUIDField()),
                ("customer_id", models.UUIDField(editable=False, null=True)),
                (
                    "customer",
                    openbill.foundation.tenancy.relations.TenantRelation(
                        from_fields=["organization_id", ""],
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                        to_fields=["organization_id", "id"],
                    ),
                ),
            ],
            options={
                "db_table": "reason_code",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organization_id", "customer_id", "code"),
                        name="reason_code_is_one",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="reason_code_is_said"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "quality",
                                    "price",
                                    "quantity",
                                    "delivery",
                                    "duplicate",
                                    "missing_purchase_order",
                                    "not_received",
                                    "contract",
                                    "unearned_discount",
                                    "other",
                                ],
                            )
                        ),
                        name="reason_code_reason",
                    ),
                ],
            },
        ),
        *flatten(
            add_tenant_relation("reason_code", "customer_id", "customer"),
            add_tenant_relation("reason_code", "command_id", "command_log"),
            guard_tenant_table("reason_code", "SELECT", "INSERT", "UPDATE", "DELETE"),
        ),
    ]
