"""Say of many tasks that they are done."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.collections.errors import TaskUnknown
from openbill.collections.models import Task
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows


@command(permission="collections.work", summarised=("task_ids",))
def close_tasks(*, task_ids: Sequence[UUID], outcome: str = "", on: date | None = None, context: Context) -> int:
    """Close tasks with what came of all of them, and count them; those that are closed already stay as they are.

    The outcome is about the batch, and stands in the log. Raises TaskUnknown; then none is closed.
    """
    found = lock_rows(Task, task_ids)
    for missing in set(task_ids) - set(found):
        raise TaskUnknown(task_id=missing)
    tasks = Task.objects.filter(organization_id=context.organization_id, id__in=found, state="open")
    return tasks.update(state="done", outcome=outcome, ended_on=on or context.today())
