"""Guards of what tasks are about; tasks to decide say so from the beginning."""

from django.db import migrations

from openbill.foundation.tenancy.operations import RunStatement, add_tenant_relation


class Migration(migrations.Migration):
    dependencies = [("collections", "0006_task_subjects"), ("receivables", "0002_guards")]

    operations = [
        # The key was "decide <debt> <due date>".
        RunStatement("UPDATE task SET item_id = split_part(key, ' ', 2)::uuid WHERE kind = 'decide'", ""),
        add_tenant_relation("task", "item_id", "open_item"),
        add_tenant_relation("task", "notice_id", "notice"),
    ]
