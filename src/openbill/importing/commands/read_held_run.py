"""Read an import about which a person is to decide."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.context import Context
from openbill.importing.errors import RunDoesNotWait, RunUnknown
from openbill.importing.models import ImportRun


def read_held_run(run_id: UUID, *, states: Sequence[str], context: Context) -> ImportRun:
    """The run, locked, in one of these states. Raises RunUnknown and RunDoesNotWait."""
    run = ImportRun.objects.select_for_update().filter(organization_id=context.organization_id, id=run_id).first()
    if run is None:
        raise RunUnknown(run_id=run_id)
    if run.state not in states:
        raise RunDoesNotWait(run_id=run_id, state=run.state)
    return run
