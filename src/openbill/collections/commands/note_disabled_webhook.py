"""Have a person look after a program that is not told any more what happens, until it is again."""

from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.collections.commands.void_tasks import void_tasks
from openbill.collections.models import Task
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="collections.run")
def note_disabled_webhook(*, webhook_id: UUID, address: str, context: Context) -> int:
    """Make a task of a webhook that was disabled, each time that it was: nobody who is signed in asked for it."""
    return create_tasks(
        [
            NewTask(
                key=f"{_key_of(webhook_id)}{context.running_command_id}",
                kind="disabled_webhook",
                due_date=context.today(),
                reason=f"Nothing is told to {address} any more: it failed for days, or said that it is gone. Have the"
                " program there looked at; then somebody who manages the firm turns its webhook on again.",
            )
        ],
        context=context,
    )


@command(permission="collections.run")
def end_webhook_tasks(*, webhook_id: UUID, context: Context) -> int:
    """End the tasks about a webhook that was turned on again, or removed, and count them."""
    tasks = Task.objects.filter(organization_id=context.organization_id, key__startswith=_key_of(webhook_id))
    return void_tasks(tasks, "its webhook was turned on again, or removed", context.today())


def _key_of(webhook_id: UUID) -> str:
    return f"webhook {webhook_id} disabled by "
