"""Guards of webhooks."""

from django.db import migrations

from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, forbid_change, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_tables"), ("organizations", "0002_guards")]

    operations = flatten(
        add_tenant_relation("webhook", "command_id", "command_log"),
        guard_tenant_table(
            "webhook", "SELECT", "INSERT",
            "UPDATE (url, kinds, secret, state, state_reason, told_through, failing_since)",
        ),
        forbid_change("webhook", "DELETE"),
        add_tenant_relation("webhook_delivery", "webhook_id", "webhook"),
        add_tenant_relation("webhook_delivery", "event_id", "event"),
        add_tenant_relation("webhook_delivery", "command_id", "command_log"),
        guard_tenant_table(
            "webhook_delivery", "SELECT", "INSERT",
            "UPDATE (state, attempts, next_attempt_at, last_attempt_at, last_status, last_trouble)",
        ),
        forbid_change("webhook_delivery", "DELETE"),
    )  # fmt: skip
