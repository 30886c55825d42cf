"""Guards of kept files: what is in them is what was kept, and stays."""

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
    dependencies = [("documents", "0001_tables"), ("foundation", "0002_guards")]

    operations = flatten(
        # Nearly all files are compressed in themselves; and a part of one can be read without the rest.
        RunStatement(
            "ALTER TABLE stored_file ALTER COLUMN content SET STORAGE EXTERNAL",
            "ALTER TABLE stored_file ALTER COLUMN content SET STORAGE EXTENDED",
        ),
        RunStatement(
            "ALTER TABLE stored_file ADD CONSTRAINT stored_file_content_fits"
            " CHECK (sha256 = sha256(content) AND size = octet_length(content))",
            "ALTER TABLE stored_file DROP CONSTRAINT stored_file_content_fits",
        ),
        add_tenant_relation("stored_file", "command_id", "command_log"),
        forbid_change("stored_file", "UPDATE", "DELETE"),
        forbid_truncate("stored_file"),
        guard_tenant_table("stored_file", "SELECT", "INSERT"),
    )
