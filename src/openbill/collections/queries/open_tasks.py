"""What waits for a person."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

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


def open_tasks() -> list[OpenTask]:
    """The open tasks of the organization in force, the first due first."""
    tasks = Task.objects.filter(organization_id=current_organization_id(), state="open").order_by("due_date", "id")
    rows = tasks.values_list("id", "kind", "due_date", "customer__number", "customer__name", "reason")
    return [OpenTask(*row[:3], row[3] or "", row[4] or "", row[5]) for row in rows]
