"""Let a suspicious snapshot wait for a person."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.importing.events import SnapshotIsWaiting
from openbill.importing.models import ImportRun


@command(permission="importing.import")
def hold_snapshot(
    *,
    legal_entity_id: UUID,
    digest: str,
    file_name: str,
    source: str,
    as_of: date,
    totals: dict[str, int],
    context: Context,
) -> UUID:
    """Note a snapshot that shrank too much; nothing of it is brought in until somebody approves it."""
    run, is_new = ImportRun.objects.get_or_create(
        organization_id=context.organization_id,
        digest=digest,
        defaults={
            "legal_entity_id": legal_entity_id,
            "file_name": file_name,
            "kind": "snapshot",
            "source": source,
            "as_of_date": as_of,
            "state": "waiting",
            "totals": totals,
            "started_at": context.at,
            "command_id": context.running_command_id,
        },
    )
    if is_new:
        publish(SnapshotIsWaiting(run.id, as_of), context=context)
    identifier: UUID = run.id
    return identifier
