"""Have a person look at a notice of a gateway that is not understood, until somebody did."""

from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.collections.commands.void_tasks import void_tasks
from openbill.collections.models import Task
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="collections.run")
def note_refused_gateway_notice(*, notice_id: UUID, told_as: str, because: str, context: Context) -> int:
    """Make a task of a notice that is read no more, each time that it was given up: something may not be booked."""
    return create_tasks(
        [
            NewTask(
                key=f"{_key_of(notice_id)}{context.running_command_id}",
                kind="refused_notice",
                due_date=context.today(),
                reason=f"A gateway told of {told_as}, and it is not booked: {because} Look at the payment there; then"
                " somebody who manages gateways has the notice read again, or sets it aside.",
            )
        ],
        context=context,
    )


@command(permission="collections.run")
def end_gateway_notice_tasks(*, notice_id: UUID, context: Context) -> int:
    """End the tasks about a notice that somebody had read again, or set aside, and count them."""
    tasks = Task.objects.filter(organization_id=context.organization_id, key__startswith=_key_of(notice_id))
    return void_tasks(tasks, "somebody looked after the notice", context.today())


def _key_of(notice_id: UUID) -> str:
    return f"gateway notice {notice_id} refused by "
