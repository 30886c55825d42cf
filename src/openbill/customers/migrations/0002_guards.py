"""Guards of customers."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_organization_relation,
    add_tenant_relation,
    flatten,
    forbid_change,
    guard_tenant_table,
)


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_tables"), ("organizations", "0002_guards")]

    operations = flatten(
        add_organization_relation("customer"),
        add_tenant_relation("customer", "parent_id", "customer"),
        add_tenant_relation("customer", "merged_into_id", "customer"),
        RunStatement(
            "ALTER TABLE customer ADD CONSTRAINT customer_salesperson_id_is_known"
            " FOREIGN KEY (salesperson_id) REFERENCES user_account (id)",
            "ALTER TABLE customer DROP CONSTRAINT customer_salesperson_id_is_known",
        ),
        guard_tenant_table("customer", "SELECT", "INSERT", "UPDATE"),
        add_tenant_relation("customer_external_id", "customer_id", "customer"),
        guard_tenant_table("customer_external_id", "SELECT", "INSERT", "UPDATE", "DELETE"),
        add_tenant_relation("customer_merge", "merged_customer_id", "customer"),
        add_tenant_relation("customer_merge", "into_customer_id", "customer"),
        forbid_change("customer_merge", "UPDATE", "DELETE"),
        guard_tenant_table("customer_merge", "SELECT", "INSERT"),
        add_tenant_relation("parent_change", "customer_id", "customer"),
        add_tenant_relation("parent_change", "parent_id", "customer"),
        add_tenant_relation("parent_change", "command_id", "command_log"),
        forbid_change("parent_change", "UPDATE", "DELETE"),
        guard_tenant_table("parent_change", "SELECT", "INSERT"),
        add_tenant_relation("contact", "customer_id", "customer"),
        guard_tenant_table("contact", "SELECT", "INSERT", "UPDATE"),
        add_tenant_relation("address", "customer_id", "customer"),
        guard_tenant_table("address", "SELECT", "INSERT", "UPDATE"),
        add_tenant_relation("timeline_entry", "customer_id", "customer"),
        guard_tenant_table("timeline_entry", "SELECT", "INSERT"),
    )
