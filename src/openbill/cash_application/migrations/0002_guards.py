"""Guards of bank statements: what a bank said never changes."""

from django.db import migrations

from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, forbid_change, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [
        ("cash_application", "0001_tables"),
        ("documents", "0001_tables"),
        ("organizations", "0002_guards"),
    ]

    operations = flatten(
        add_tenant_relation("bank_statement", "bank_account_id", "bank_account"),
        add_tenant_relation("bank_statement", "file_id", "stored_file"),
        add_tenant_relation("bank_statement", "command_id", "command_log"),
        guard_tenant_table("bank_statement", "SELECT", "INSERT"),
        forbid_change("bank_statement", "UPDATE", "DELETE"),
        add_tenant_relation("bank_line", "statement_id", "bank_statement"),
        add_tenant_relation("bank_line", "bank_account_id", "bank_account"),
        guard_tenant_table("bank_line", "SELECT", "INSERT"),
        forbid_change("bank_line", "UPDATE", "DELETE"),
    )
