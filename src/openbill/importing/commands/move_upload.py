"""Move an uploaded file on: try it out, bring it in, and note what came of it."""

from typing import Any
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.command_log.codec import as_json
from openbill.foundation.context import Context
from openbill.foundation.jobs import queue_job
from openbill.importing.errors import UploadUnknown
from openbill.importing.models import ImportUpload
from openbill.importing.policies.upload_lifecycle import UPLOAD
from openbill.importing.types.choices import UploadChoices

TASK, QUEUE = "bring_in_upload", "imports"


@command(permission="importing.import")
def check_upload(*, upload_id: UUID, choices: UploadChoices, context: Context) -> None:
    """Have a worker try out what a file would change, read as it is chosen.

    Raises UploadUnknown and NotPossibleInState.
    """
    upload = lock_upload(upload_id, context=context)
    _begin(upload, "check", context)
    upload.choices = as_json(choices)
    upload.save()


@command(permission="importing.import")
def bring_upload_in(*, upload_id: UUID, context: Context) -> None:
    """Have a worker bring in a file that was tried out. Raises UploadUnknown and NotPossibleInState."""
    upload = lock_upload(upload_id, context=context)
    _begin(upload, "bring_in", context)
    upload.save()


@command(permission="importing.import", summarised=("outcome", "rejects"))
def end_upload(
    *,
    upload_id: UUID,
    act: str,
    outcome: dict[str, Any],
    rejects: bytes = b"",
    problem: str = "",
    run_id: UUID | None = None,
    context: Context,
) -> None:
    """Note how a trial or an import ended: `act` is one of the upload's lifecycle. Raises UploadUnknown."""
    upload = lock_upload(upload_id, context=context)
    upload.state = UPLOAD.after(upload.state, act)
    upload.outcome = outcome
    upload.rejects = rejects or None
    upload.problem = problem
    upload.run_id = run_id
    upload.changed_at = context.at
    upload.save()


@command(permission="importing.import")
def discard_upload(*, upload_id: UUID, context: Context) -> None:
    """Forget an uploaded file; what was brought in of it stays. Raises UploadUnknown."""
    lock_upload(upload_id, context=context).delete()


def lock_upload(upload_id: UUID, *, context: Context) -> ImportUpload:
    """An upload whose row is locked. Raises UploadUnknown."""
    uploads = ImportUpload.objects.select_for_update(no_key=True, of=("self",))
    upload = uploads.filter(organization_id=context.organization_id, id=upload_id).first()
    if upload is None:
        raise UploadUnknown(upload_id=upload_id)
    return upload


def _begin(upload: ImportUpload, act: str, context: Context) -> None:
    upload.state = UPLOAD.after(upload.state, act)
    upload.progress, upload.problem = {}, ""
    upload.changed_at = context.at
    queue_job(
        TASK,
        queue=QUEUE,
        lock=f"{TASK} {context.organization_id}",
        organization_id=str(context.organization_id),
        upload_id=str(upload.id),
        actor_kind=context.actor.kind.value,
        actor_id=str(context.actor.id or ""),
    )
