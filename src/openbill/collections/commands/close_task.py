"""Say that a task is done."""

from datetime import date
from uuid import UUID

from openbill.collections.errors import TaskUnknown
from openbill.collections.models import Task
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="collections.work", personal=("outcome",), subject="task_id")
def close_task(*, task_id: UUID, outcome: str = "", on: date | None = None, context: Context) -> None:
    """Close a task with what came of it; a task that is closed already stays as it is. Raises TaskUnknown."""
    tasks = Task.objects.filter(organization_id=context.organization_id, id=task_id)
    task = tasks.select_for_update(no_key=True).first()
    if task is None:
        raise TaskUnknown(task_id=task_id)
    if task.state == "open":
        task.state, task.outcome, task.ended_on = "done", outcome, on or context.today()
        task.save(update_fields=["state", "outcome", "ended_on"])
