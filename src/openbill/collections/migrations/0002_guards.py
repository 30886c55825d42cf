"""Guards of collections: what was asked for and promised is kept."""

from django.db import migrations

from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, forbid_change, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [("collections", "0001_tables"), ("receivables", "0002_guards"), ("messaging", "0002_guards")]

    operations = flatten(
        add_tenant_relation("promise", "customer_id", "customer"),
        add_tenant_relation("promise", "legal_entity_id", "legal_entity"),
        add_tenant_relation("promise", "command_id", "command_log"),
        guard_tenant_table(
            "promise", "SELECT", "INSERT", "UPDATE (state, received_minor, outstanding_minor, judged_on)"
        ),
        forbid_change("promise", "DELETE"),
        add_tenant_relation("promised_item", "promise_id", "promise"),
        add_tenant_relation("promised_item", "item_id", "open_item"),
        guard_tenant_table("promised_item", "SELECT", "INSERT"),
        forbid_change("promised_item", "UPDATE", "DELETE"),
        add_tenant_relation("notice", "customer_id", "customer"),
        add_tenant_relation("notice", "legal_entity_id", "legal_entity"),
        add_tenant_relation("notice", "message_id", "message"),
        add_tenant_relation("notice", "command_id", "command_log"),
        guard_tenant_table("notice", "SELECT", "INSERT", "UPDATE (withdrawn_on, withdrawn_because)"),
        forbid_change("notice", "DELETE"),
        add_tenant_relation("noticed_item", "notice_id", "notice"),
        add_tenant_relation("noticed_item", "item_id", "open_item"),
        guard_tenant_table("noticed_item", "SELECT", "INSERT", "UPDATE (is_withdrawn)"),
        forbid_change("noticed_item", "DELETE"),
        add_tenant_relation("task", "customer_id", "customer"),
        add_tenant_relation("task", "legal_entity_id", "legal_entity"),
        add_tenant_relation("task", "command_id", "command_log"),
        guard_tenant_table("task", "SELECT", "INSERT", "UPDATE (state, ended_on, outcome)"),
        forbid_change("task", "DELETE"),
    )
