"""Turn a snapshot down that shrank suspiciously."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.importing.commands.read_held_run import read_held_run
from openbill.importing.events import SnapshotWasDeclined


@command(permission="importing.approve_snapshot", personal=("reason",), subject="run_id")
def decline_snapshot(*, run_id: UUID, reason: str = "", context: Context) -> None:
    """Decline a waiting snapshot, for a reason that may be said: nothing of its file is brought in.

    Who errs approves it after all. Raises RunUnknown and RunDoesNotWait.
    """
    run = read_held_run(run_id, states=("waiting",), context=context)
    run.state = "declined"
    run.decided_by = context.responsible
    run.decided_at = context.at
    run.decided_because = reason
    run.save(update_fields=["state", "decided_by", "decided_at", "decided_because"])
    publish(SnapshotWasDeclined(run.id), context=context)
