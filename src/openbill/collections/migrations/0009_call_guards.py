"""Guards of calls: what was said stays, but for saying that it was logged by mistake."""

from django.db import migrations

from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, forbid_change, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [("collections", "0008_calls"), ("customers", "0002_guards")]

    operations = flatten(
        add_tenant_relation("call", "customer_id", "customer"),
        guard_tenant_table("call", "SELECT", "INSERT", "UPDATE (is_withdrawn)"),
        forbid_change("call", "DELETE"),
    )
