"""Guards of payments: a payment stays; only that it was returned or withdrawn is added to it."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    add_tenant_relation,
    flatten,
    forbid_change,
    forbid_truncate,
    guard_tenant_table,
)


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_tables"), ("receivables", "0002_guards")]

    operations = flatten(
        add_tenant_relation("payment", "item_id", "open_item"),
        add_tenant_relation("payment", "customer_id", "customer"),
        add_tenant_relation("payment", "command_id", "command_log"),
        guard_tenant_table("payment", "SELECT", "INSERT", "UPDATE (state, returned_date, return_reason)"),
        forbid_change("payment", "DELETE"),
        forbid_truncate("payment"),
        add_tenant_relation("refund_request", "item_id", "open_item"),
        add_tenant_relation("refund_request", "refund_item_id", "open_item"),
        guard_tenant_table(
            "refund_request", "SELECT", "INSERT", "UPDATE (state, refund_item_id, decided_by, decided_at)"
        ),
        forbid_change("refund_request", "DELETE"),
    )
