"""Let a snapshot through that shrank suspiciously."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.importing.errors import RunDoesNotWait, RunUnknown
from openbill.importing.models import ImportRun


@command(permission="importing.approve_snapshot")
def approve_snapshot(*, run_id: UUID, context: Context) -> None:
    """Approve a waiting snapshot; importing the same file again brings it in. Raises RunUnknown, RunDoesNotWait."""
    run = ImportRun.objects.select_for_update().filter(organization_id=context.organization_id, id=run_id).first()
    if run is None:
        raise RunUnknown(run_id=run_id)
    if run.state != "waiting":
        raise RunDoesNotWait(run_id=run_id, state=run.state)
    run.state = "approved"
    run.save(update_fields=["state"])
