"""End tasks that nobody need do any more."""

from datetime import date

from django.db.models import QuerySet

from openbill.collections.models import Task


def void_tasks(tasks: QuerySet[Task], because: str, on: date) -> int:
    """End those of the tasks that are still open, inside the running command, and count them."""
    return tasks.filter(state="open").update(state="void", ended_on=on, outcome=because)
