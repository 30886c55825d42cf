"""What waits for a person."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from openbill.collections.models import Task
from openbill.foundation.tenancy import current_organization_id


class OpenTask(NamedTuple):
    """A task that is not done: its customer's number and name are blank where it is about no customer."""

    id: UUID
    kind: str
    due_date: date
    customer_number: str
    customer_name: str
    reason: str
    customer_id: UUID | None


def open_tasks(*, offset: int = 0, limit: int = 1_000) -> list[OpenTask]:
    """The open tasks of the organization in force, the first due first."""
    fields = ("id", "kind", "due_date", "customer__number", "customer__name", "reason", "customer_id")
    rows = _open().order_by("due_date", "id").values_list(*fields)[offset : offset + limit]
    return [
        OpenTask(task_id, kind, due_date, number or "", name or "", reason, customer_id)
        for task_id, kind, due_date, number, name, reason, customer_id in rows
    ]


def open_task_count() -> int:
    """How many tasks wait."""
    return _open().count()


def _open() -> QuerySet[Task]:
    return Task.objects.filter(organization_id=current_organization_id(), state="open")
