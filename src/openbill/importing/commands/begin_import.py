"""Begin an import, or go on with one that was cut off."""

from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.importing.models import ImportRun


@command(permission="importing.import")
def begin_import(
    *,
    legal_entity_id: UUID,
    digest: str,
    file_name: str,
    kind: str,
    source: str,
    as_of: date | None,
    totals: dict[str, int],
    context: Context,
) -> UUID:
    """Note that a file is being brought in. The same file in the same way is the same run, however often begun."""
    run, _ = ImportRun.objects.update_or_create(
        organization_id=context.organization_id,
        digest=digest,
        defaults={"state": "running", "totals": totals, "finished_at": None},
        create_defaults={
            "state": "running",
            "totals": totals,
            "legal_entity_id": legal_entity_id,
            "file_name": file_name,
            "kind": kind,
            "source": source,
            "as_of_date": as_of,
            "started_at": context.at,
            "command_id": context.running_command_id,
        },
    )
    identifier: UUID = run.id
    return identifier
