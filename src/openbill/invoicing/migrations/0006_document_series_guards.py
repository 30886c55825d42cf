"""Guards of document series: a prefix is given once, and only whether it is the current one changes."""

from django.db import migrations

from openbill.foundation.tenancy.operations import (
    RunStatement,
    add_tenant_relation,
    flatten,
    forbid_change,
    forbid_truncate,
    guard_tenant_table,
)


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0005_document_series"), ("organizations", "0002_guards")]

    operations = flatten(
        add_tenant_relation("document_series", "legal_entity_id", "legal_entity"),
        add_tenant_relation("document_series", "command_id", "command_log"),
        guard_tenant_table("document_series", "SELECT", "INSERT", "UPDATE (is_current, command_id)"),
        RunStatement(
            "CREATE TRIGGER document_series_is_never_rewritten BEFORE UPDATE OF organization_id, id, legal_entity_id, kind, prefix"
            " ON document_series FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            "DROP TRIGGER document_series_is_never_rewritten ON document_series",
        ),
        forbid_change("document_series", "DELETE"),
        forbid_truncate("document_series"),
    )
