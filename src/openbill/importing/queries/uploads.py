"""The files that were handed over to be brought in, and what was brought in before."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from openbill.foundation.tenancy import current_organization_id
from openbill.importing.errors import NothingRefused, UploadUnknown
from openbill.importing.models import ImportRun, ImportUpload
from openbill.importing.types.choices import UploadChoices

_HEAD = ("id", "file_name", "size", "state", "choices", "progress", "outcome", "problem", "run_id", "run__state",
         "changed_at")  # fmt: skip


@dataclass(frozen=True, slots=True)
class UploadHead:
    """An uploaded file without its content; `progress` has step, done and total while it is worked on."""

    id: UUID
    file_name: str
    size: int
    state: str
    choices: UploadChoices
    progress: dict[str, Any]
    outcome: dict[str, Any]
    problem: str
    run_id: UUID | None
    run_state: str | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ImportOfFile:
    """A file that was brought in, from a shell or from a page; `counts` are what it counted."""

    id: UUID
    file_name: str
    kind: str
    source: str
    state: str
    as_of: date | None
    started_at: datetime
    finished_at: datetime | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """Some imports, the latest first, of so many."""

    rows: tuple[ImportOfFile, ...]
    count: int


def uploads() -> list[UploadHead]:
    """Every uploaded file that is still kept, the last one touched first."""
    rows = _uploads().order_by("-changed_at", "-id").values_list(*_HEAD)
    return [_head(row) for row in rows]


def upload_of(upload_id: UUID) -> UploadHead:
    """One uploaded file. Raises UploadUnknown."""
    row = _uploads().filter(id=upload_id).values_list(*_HEAD).first()
    if row is None:
        raise UploadUnknown(upload_id=upload_id)
    return _head(row)


def upload_content(upload_id: UUID) -> bytes:
    """The bytes of an uploaded file. Raises UploadUnknown."""
    content = _uploads().filter(id=upload_id).values_list("content", flat=True).first()
    if content is None:
        raise UploadUnknown(upload_id=upload_id)
    return bytes(content)


def upload_rejects(upload_id: UUID) -> bytes:
    """The file of the rows that were refused. Raises UploadUnknown, and NothingRefused where there is none."""
    row = _uploads().filter(id=upload_id).values_list("file_name", "rejects").first()
    if row is None:
        raise UploadUnknown(upload_id=upload_id)
    file_name, rejects = row
    if rejects is None:
        raise NothingRefused(file_name=file_name)
    return bytes(rejects)


def imports(*, offset: int = 0, limit: int = 50) -> ImportsPage:
    """A page of what was brought in, the latest first."""
    runs = ImportRun.objects.filter(organization_id=current_organization_id())
    return ImportsPage(
        tuple(
            ImportOfFile(
                run.id,
                run.file_name,
                run.kind,
                run.source,
                run.state,
                run.as_of_date,
                run.started_at,
                run.finished_at,
                run.counts,
            )
            for run in runs.order_by("-started_at", "-id")[offset : offset + limit]
        ),
        runs.count(),
    )


def _uploads() -> Any:
    return ImportUpload.objects.filter(organization_id=current_organization_id())


def _head(row: tuple[Any, ...]) -> UploadHead:
    found = dict(zip((name.replace("__", "_") for name in _HEAD), row, strict=True))
    return UploadHead(**(found | {"choices": TypeAdapter(UploadChoices).validate_python(found["choices"] or {})}))
