"""Guards of discount offers: kept as they were made."""

from django.db import migrations

from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, forbid_change, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [("receivables", "0003_discount_offers")]

    operations = flatten(
        add_tenant_relation("discount_offer", "item_id", "open_item"),
        add_tenant_relation("discount_offer", "command_id", "command_log"),
        guard_tenant_table("discount_offer", "SELECT", "INSERT"),
        forbid_change("discount_offer", "UPDATE", "DELETE"),
        add_tenant_relation("discount_taken", "debit_item_id", "open_item"),
        add_tenant_relation("discount_taken", "discount_item_id", "open_item"),
        add_tenant_relation("discount_taken", "earned_by_id", "open_item"),
        add_tenant_relation("discount_taken", "command_id", "command_log"),
        guard_tenant_table("discount_taken", "SELECT", "INSERT"),
        forbid_change("discount_taken", "UPDATE", "DELETE"),
    )
