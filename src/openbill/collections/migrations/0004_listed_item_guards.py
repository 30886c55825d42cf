"""Guards of what reminders list: kept as it was said."""

from django.db import migrations

from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, forbid_change, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [("collections", "0003_listed_items"), ("receivables", "0002_guards")]

    operations = flatten(
        add_tenant_relation("listed_item", "notice_id", "notice"),
        add_tenant_relation("listed_item", "item_id", "open_item"),
        guard_tenant_table("listed_item", "SELECT", "INSERT"),
        forbid_change("listed_item", "UPDATE", "DELETE"),
    )
