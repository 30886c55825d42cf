"""Remittance advices, and their guards: what a payer wrote never changes, only what became of it."""

import django.db.models.deletion
from django.db import migrations, models

import openbill.foundation.tenancy.relations
import openbill.primitives.identifiers
from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, forbid_change, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("cash_application", "0004_posting_guards"),
        ("documents", "0001_tables"),
        ("organizations", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Remittance",
            fields=[
                ("pk", models.CompositePrimaryKey("organization_id", "id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("organization_id", models.UUIDField()),
                ("id", models.UUIDField(default=openbill.primitives.identifiers.new_identifier)),
                ("file_id", models.UUIDField()),
                ("position", models.IntegerField()),
                ("key", models.TextField()),
                ("place", models.TextField()),
                ("payer_name", models.TextField()),
                ("payer_number", models.TextField()),
                ("payer_account", models.TextField()),
                ("reference", models.TextField()),
                ("normal_reference", models.TextField()),
                ("amount_minor", models.BigIntegerField(null=True)),
                ("currency", models.CharField(max_length=3)),
                ("paid_date", models.DateField(null=True)),
                ("received_at", models.DateTimeField()),
                ("warnings", models.JSONField()),
                ("command_id", models.UUIDField()),
                ("state", models.TextField(default="waiting")),
                ("withdrawn_reason", models.TextField(default="")),
                ("line_id", models.UUIDField(editable=False, null=True)),
                ("line", openbill.foundation.tenancy.relations.TenantRelation(from_fields=["organization_id", ""], null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="cash_application.bankline", to_fields=["organization_id", "id"])),
            ],
            options={
                "db_table": "remittance",
            },
        ),
        migrations.CreateModel(
            name="RemittanceLine",
            fields=[
                ("pk", models.CompositePrimaryKey("organization_id", "id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("organization_id", models.UUIDField()),
                ("id", models.UUIDField(default=openbill.primitives.identifiers.new_identifier)),
                ("position", models.IntegerField()),
                ("document_number", models.TextField()),
                ("amount_minor", models.BigIntegerField(null=True)),
                ("discount_minor", models.BigIntegerField(null=True)),
                ("deduction_minor", models.BigIntegerField(null=True)),
                ("reason", models.TextField()),
                ("reason_code", models.TextField()),
                ("purchase_order", models.TextField()),
                ("remittance_id", models.UUIDField(editable=False)),
                ("remittance", openbill.foundation.tenancy.relations.TenantRelation(from_fields=["organization_id", ""], on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="cash_application.remittance", to_fields=["organization_id", "id"])),
            ],
            options={
                "db_table": "remittance_line",
                "constraints": [models.UniqueConstraint(fields=("organization_id", "remittance_id", "position"), name="remittance_line_is_numbered")],
            },
        ),
        migrations.AddIndex(
            model_name="remittance",
            index=models.Index(fields=["organization_id", "state", "id"], name="remittance_newest"),
        ),
        migrations.AddIndex(
            model_name="remittance",
            index=models.Index(fields=["organization_id", "line_id"], name="remittance_line_linked"),
        ),
        migrations.AddIndex(
            model_name="remittance",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["organization_id", "normal_reference"], name="remittance_waits_by_reference"),
        ),
        migrations.AddIndex(
            model_name="remittance",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["organization_id", "currency", "amount_minor"], name="remittance_waits_by_amount"),
        ),
        migrations.AddConstraint(
            model_name="remittance",
            constraint=models.UniqueConstraint(fields=("organization_id", "key"), name="remittance_is_kept_once"),
        ),
        migrations.AddConstraint(
            model_name="remittance",
            constraint=models.CheckConstraint(condition=models.Q(("state__in", ["waiting", "linked", "withdrawn"])), name="remittance_state"),
        ),
        migrations.AddConstraint(
            model_name="remittance",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("line_id__isnull", False), ("state", "linked")), models.Q(models.Q(("state", "linked"), _negated=True), ("line_id", None)), _connector="OR"), name="remittance_is_linked_to_a_line"),
        ),
        migrations.AddConstraint(
            model_name="remittance",
            constraint=models.CheckConstraint(condition=models.Q(("withdrawn_reason", ""), ("state", "withdrawn"), _connector="OR"), name="remittance_reason_is_of_a_withdrawn_one"),
        ),
        *flatten(
            add_tenant_relation("remittance", "file_id", "stored_file"),
            add_tenant_relation("remittance", "line_id", "bank_line"),
            add_tenant_relation("remittance", "command_id", "command_log"),
            guard_tenant_table("remittance", "SELECT", "INSERT", "UPDATE (state, line_id, withdrawn_reason)"),
            forbid_change("remittance", "DELETE"),
            add_tenant_relation("remittance_line", "remittance_id", "remittance"),
            guard_tenant_table("remittance_line", "SELECT", "INSERT"),
            forbid_change("remittance_line", "UPDATE", "DELETE"),
        ),
    ]
