"""Guards of rendered documents: kept as they were first rendered."""

from django.db import migrations

from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, forbid_change, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0003_invoice_files"), ("documents", "0002_guards")]

    operations = flatten(
        add_tenant_relation("invoice_file", "invoice_id", "invoice"),
        add_tenant_relation("invoice_file", "file_id", "stored_file"),
        add_tenant_relation("invoice_file", "command_id", "command_log"),
        guard_tenant_table("invoice_file", "SELECT", "INSERT"),
        forbid_change("invoice_file", "UPDATE", "DELETE"),
    )
