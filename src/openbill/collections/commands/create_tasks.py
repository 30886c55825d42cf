"""Create tasks, each once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.staging import staged_rows

TASK_COLUMNS = """
    key text, kind text, customer_id uuid, legal_entity_id uuid, item_id uuid, notice_id uuid, reason text,
    due_date date
"""


@dataclass(frozen=True, slots=True)
class NewTask:
    """A task for a person; the same key is made once, however often it is asked for, unless that became void."""

    key: str
    kind: str
    reason: str
    due_date: date
    customer_id: UUID | None = None
    legal_entity_id: UUID | None = None
    item_id: UUID | None = None
    notice_id: UUID | None = None


def create_tasks(tasks: Sequence[NewTask], *, context: Context) -> int:
    """Create the tasks that there are not yet, inside the running command, and count them."""
    if not tasks:
        return 0
    rows = (
        (task.key, task.kind, task.customer_id, task.legal_entity_id, task.item_id, task.notice_id, task.reason,
         task.due_date)
        for task in tasks
    )  # fmt: skip
    with staged_rows("tasks", TASK_COLUMNS, rows) as staged, connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO task (organization_id, id, key, kind, customer_id, legal_entity_id, item_id, notice_id, reason,
                              due_date, state, outcome, command_id)
            SELECT %(organization)s, new_identifier(), key, kind, customer_id, legal_entity_id, item_id, notice_id,
                   reason, due_date, 'open', '', %(command)s
            FROM (SELECT DISTINCT ON (key) * FROM {staged} ORDER BY key) AS task
            ON CONFLICT (organization_id, key) WHERE state <> 'void' DO NOTHING
            """,
            {"organization": context.organization_id, "command": context.running_command_id},
        )
        created: int = cursor.rowcount
    return created
