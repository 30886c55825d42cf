"""Ask a person for a better address where a message came back."""

from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="collections.run")
def note_bounced_message(*, message_id: UUID, customer_id: UUID, context: Context) -> int:
    """Make a task of a message that came back or was given up, once; its address is on the message."""
    return create_tasks(
        [
            NewTask(
                key=f"bounced {message_id}",
                kind="bounced_message",
                customer_id=customer_id,
                due_date=context.today(),
                reason="A message could not be delivered. Find a better address, or call.",
            )
        ],
        context=context,
    )
