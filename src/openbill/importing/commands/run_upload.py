"""Try out an uploaded file, or bring it in, and note what came of it."""

import logging
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from openbill.foundation.command_log.codec import as_json
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.importing.commands.import_customers import import_customers
from openbill.importing.commands.import_file import ImportChoices, import_file
from openbill.importing.commands.import_snapshot import SnapshotPreview, import_snapshot
from openbill.importing.commands.move_upload import end_upload
from openbill.importing.commands.tell_progress import ToldProgress
from openbill.importing.errors import SnapshotWaits
from openbill.importing.queries.uploads import UploadHead, upload_content, upload_of
from openbill.importing.reading.file_on_disk import file_on_disk
from openbill.importing.reading.recognise_file import recognise_file
from openbill.importing.types.results import RefusedRow
from openbill.organizations.queries.legal_entities import default_legal_entity_id
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.primitives.errors import Refusal

logger = logging.getLogger(__name__)


def run_upload(upload_id: UUID, *, context: Context) -> None:
    """Do what an upload waits for: its trial or its import; a refusal is noted as its problem.

    Broken off it is begun again and goes on. Raises UploadUnknown.
    """
    with scope(context.organization_id):
        upload = upload_of(upload_id)
        content = upload_content(upload_id)
        choices = _choices(upload, context)
    if upload.state not in ("checking", "running"):
        return
    is_trial = upload.state == "checking"
    with TemporaryDirectory(prefix="openbill-rejects-") as folder:
        rejects = Path(folder) / "rejects"
        try:
            with (
                file_on_disk(upload.file_name, content) as path,
                ToldProgress(context.organization_id, upload_id) as progress,
            ):
                outcome = _run(path, upload, replace(choices, rejects=rejects, dry_run=is_trial), progress, context)
        except SnapshotWaits as waits:
            end_upload(
                upload_id=upload_id,
                act="wait",
                outcome={"suspicions": str(waits.facts["reasons"])},
                run_id=UUID(str(waits.facts["run_id"])),
                context=context,
            )
        except Refusal as refusal:
            end_upload(upload_id=upload_id, act="fail", outcome={}, problem=str(refusal), context=context)
        except Exception:
            logger.exception("An import broke off.", extra={"upload": str(upload_id)})
            end_upload(upload_id=upload_id, act="fail", outcome={}, problem="fault", context=context)
        else:
            end_upload(
                upload_id=upload_id,
                act="end_check" if is_trial else "finish",
                outcome=as_json(outcome),
                rejects=rejects.read_bytes() if rejects.exists() else b"",
                context=context,
            )


def _choices(upload: UploadHead, context: Context) -> ImportChoices:
    """The choices of a trial; where its rejects would go is not known yet."""
    firm = organization_in_force()
    return ImportChoices(
        legal_entity_id=upload.choices.legal_entity_id or default_legal_entity_id(context.organization_id),
        default_currency=upload.choices.currency or firm.currency,
        as_of=upload.choices.as_of or context.today(firm.time_zone),
        rejects=Path(),
        source=upload.choices.source,
        dry_run=True,
        new_customers=upload.choices.new_customers,
    )


def _run(
    path: Path, upload: UploadHead, choices: ImportChoices, progress: ToldProgress, context: Context
) -> dict[str, Any]:
    shape = recognise_file(path, choices=upload.choices.reading)
    if upload.choices.is_snapshot:
        preview, changes = import_snapshot(
            path, shape, choices, context=context, confirm=lambda _: True, progress=progress
        )
        return _of_snapshot(preview) | ({"changes": asdict(changes)} if changes else {})
    bring_in = import_customers if shape.kind == "customers" else import_file
    outcome = bring_in(path, shape, choices, context=context, progress=progress)
    told = asdict(outcome)
    return told | {"first_refused": _told(outcome.first_refused), "assumptions": shape.assumptions}


def _of_snapshot(preview: SnapshotPreview) -> dict[str, Any]:
    return asdict(preview) | {"kind": "snapshot", "first_refused": _told(preview.first_refused)}


def _told(rows: Sequence[RefusedRow]) -> list[dict[str, Any]]:
    return [
        {
            "line": row.line_number,
            "column": row.column,
            "value": row.value[:200],
            "reason": row.reason,
            "remedy": row.remedy,
        }
        for row in rows
    ]
