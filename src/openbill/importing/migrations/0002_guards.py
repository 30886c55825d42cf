"""Guards of importing."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    add_organization_relation,
    add_tenant_relation,
    flatten,
    guard_tenant_table,
)


class Migration(migrations.Migration):
    dependencies = [("importing", "0001_tables"), ("organizations", "0002_guards"), ("receivables", "0002_guards")]

    operations = flatten(
        add_tenant_relation("import_run", "legal_entity_id", "legal_entity"),
        guard_tenant_table("import_run", "SELECT", "INSERT", "UPDATE"),
        add_organization_relation("saved_mapping"),
        add_tenant_relation("external_name", "item_id", "open_item"),
        add_tenant_relation("external_name", "command_id", "command_log"),
        guard_tenant_table("external_name", "SELECT", "INSERT"),
        guard_tenant_table("saved_mapping", "SELECT", "INSERT", "UPDATE", "DELETE"),
    )
