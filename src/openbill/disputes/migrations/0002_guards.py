"""Guards of disputes."""

from django.db import migrations

from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, forbid_change, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_tables"), ("receivables", "0002_guards")]

    operations = flatten(
        add_tenant_relation("dispute", "customer_id", "customer"),
        add_tenant_relation("dispute", "command_id", "command_log"),
        guard_tenant_table("dispute", "SELECT", "INSERT", "UPDATE (state, ended_on, outcome, answer_by)"),
        forbid_change("dispute", "DELETE"),
        add_tenant_relation("disputed_item", "dispute_id", "dispute"),
        add_tenant_relation("disputed_item", "item_id", "open_item"),
        guard_tenant_table("disputed_item", "SELECT", "INSERT", "UPDATE (answered_minor)"),
        forbid_change("disputed_item", "DELETE"),
    )
