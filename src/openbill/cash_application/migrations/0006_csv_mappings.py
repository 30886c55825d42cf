"""How CSV files are read, account by account, and the guards of that: it may be changed and forgotten."""

import django.db.models.deletion
from django.db import migrations, models

import openbill.foundation.tenancy.relations
import openbill.primitives.identifiers
from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("cash_application", "0005_remittances"),
        ("organizations", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="CsvColumns",
            fields=[
                ("pk", models.CompositePrimaryKey("organization_id", "id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("organization_id", models.UUIDField()),
                ("id", models.UUIDField(default=openbill.primitives.identifiers.new_identifier)),
                ("columns", models.JSONField()),
                ("signs", models.TextField()),
                ("delimiter", models.CharField(max_length=1)),
                ("encoding", models.TextField()),
                ("decimal_sign", models.TextField()),
                ("day_order", models.CharField(max_length=3)),
                ("skipped_first", models.IntegerField()),
                ("skipped_last", models.IntegerField()),
                ("has_headings", models.BooleanField()),
                ("command_id", models.UUIDField()),
                ("bank_account_id", models.UUIDField(editable=False)),
                ("bank_account", openbill.foundation.tenancy.relations.TenantRelation(from_fields=["organization_id", ""], on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="organizations.bankaccount", to_fields=["organization_id", "id"])),
            ],
            options={
                "db_table": "csv_mapping",
                "constraints": [
                    models.UniqueConstraint(fields=("organization_id", "bank_account_id"), name="csv_mapping_is_one"),
                    models.CheckConstraint(condition=models.Q(("day_order__in", ["DMY", "MDY", "YMD"]), ("decimal_sign__in", ["comma", "point"]), ("delimiter__in", [",", ";", "\t", "|"]), ("signs__in", ["signed", "turned", "unsigned"]), ("skipped_first__gte", 0), ("skipped_last__gte", 0)), name="csv_mapping_is_possible"),
                ],
            },
        ),
        *flatten(
            add_tenant_relation("csv_mapping", "bank_account_id", "bank_account"),
            add_tenant_relation("csv_mapping", "command_id", "command_log"),
            guard_tenant_table("csv_mapping", "SELECT", "INSERT", "UPDATE", "DELETE"),
        ),
    ]
