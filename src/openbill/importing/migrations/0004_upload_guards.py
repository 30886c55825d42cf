"""Guards of uploaded files."""

from django.db import migrations

from openbill.foundation.tenancy.operations import add_tenant_relation, flatten, guard_tenant_table


class Migration(migrations.Migration):
    dependencies = [("importing", "0003_uploads")]

    operations = flatten(
        add_tenant_relation("import_upload", "run_id", "import_run"),
        add_tenant_relation("import_upload", "command_id", "command_log"),
        guard_tenant_table("import_upload", "SELECT", "INSERT", "UPDATE", "DELETE"),
    )
