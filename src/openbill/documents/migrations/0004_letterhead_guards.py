"""Guards of letterheads: of their organization, replaced as a whole and never without their entity."""

from django.db import migrations

from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_letterhead"), ("documents", "0002_guards"), ("organizations", "0002_guards")]

    operations = flatten(
        add_tenant_relation("letterhead", "legal_entity_id", "legal_entity"),
        add_tenant_relation("letterhead", "logo_id", "stored_file"),
        guard_tenant_table("letterhead", "SELECT", "INSERT", "UPDATE"),
    )
