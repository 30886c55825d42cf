"""Let a snapshot through that shrank suspiciously."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.importing.commands.read_held_run import read_held_run


@command(permission="importing.approve_snapshot")
def approve_snapshot(*, run_id: UUID, context: Context) -> None:
    """Approve a waiting snapshot, or a declined one after all; importing the same file again brings it in.

    Raises RunUnknown and RunDoesNotWait.
    """
    run = read_held_run(run_id, states=("waiting", "declined"), context=context)
    run.state = "approved"
    run.decided_by = context.responsible
    run.decided_at = context.at
    run.decided_because = ""
    run.save(update_fields=["state", "decided_by", "decided_at", "decided_because"])
