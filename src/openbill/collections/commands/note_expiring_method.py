"""Have a person see to it that a customer whose card expires has another one kept."""

from datetime import date
from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.collections.commands.void_tasks import void_tasks
from openbill.collections.models import Task
from openbill.foundation.command import command
from openbill.foundation.context import Context

KIND = "expiring_method"


@command(permission="collections.run")
def note_expiring_method(*, method_id: UUID, customer_id: UUID, label: str, expires_on: date, context: Context) -> int:
    """Make a task of a card that pays by itself and expires, once for its last day; the customer was told."""
    card, day = label or "A card", expires_on
    return create_tasks(
        [
            NewTask(
                key=f"method {method_id} expires on {expires_on}",
                kind=KIND,
                customer_id=customer_id,
                due_date=context.today(),
                reason=f"{card} pays by itself until {day}, and nothing after that. The customer is asked to have"
                " another one kept: see to it that it is.",
            )
        ],
        context=context,
    )


@command(permission="collections.run")
def end_expiring_method_tasks(*, customer_id: UUID, method_id: UUID | None = None, context: Context) -> int:
    """End the tasks about a method of a customer that was renewed or ended, or about all of them, and count them."""
    tasks = Task.objects.filter(organization_id=context.organization_id, kind=KIND, customer_id=customer_id)
    if method_id is not None:
        tasks = tasks.filter(key__startswith=f"method {method_id} expires ")
    return void_tasks(tasks, "another way of paying is kept, or this one is used no more", context.today())
