"""Tell a person whose reminders could not be made."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.collections.models import Task
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="collections.run")
def note_failed_reminders(*, reasons: Mapping[UUID, str], day: date, context: Context) -> int:
    """Make a task for each of the customers, with the reason, unless one is open already; counts the new ones."""
    tasks = Task.objects.filter(organization_id=context.organization_id, kind="failed_reminder", state="open")
    told = set(tasks.filter(customer_id__in=list(reasons)).values_list("customer_id", flat=True))
    return create_tasks(
        [
            NewTask(
                key=f"failed {customer_id} {day}",
                kind="failed_reminder",
                customer_id=customer_id,
                due_date=day,
                reason=f"No reminder could be made: {reason} Mend it, or send a letter.",
            )
            for customer_id, reason in reasons.items()
            if customer_id not in told
        ],
        context=context,
    )
