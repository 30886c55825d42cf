"""Note how an import ended."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.importing.events import ImportWasFinished
from openbill.importing.models import ImportRun


@command(permission="importing.import")
def finish_import(*, run_id: UUID, counts: dict[str, int], context: Context) -> None:
    """Close a run with what it counted."""
    run = ImportRun.objects.select_for_update().get(organization_id=context.organization_id, id=run_id)
    run.state = "finished"
    run.counts = counts
    run.finished_at = context.at
    run.save(update_fields=["state", "counts", "finished_at"])
    publish(ImportWasFinished(run_id, run.kind, counts.get("brought_in", 0)), context=context)
