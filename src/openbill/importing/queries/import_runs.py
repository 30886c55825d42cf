"""What was brought in, one file after another, from behind a place on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.importing.models import ImportRun


@dataclass(frozen=True, slots=True)
class RunOfImport:
    """One file that was brought in; `state` is running, waiting, approved, finished or declined.

    `decided_because` is why it was declined.
    """

    id: UUID
    legal_entity_id: UUID
    file_name: str
    kind: str
    source: str
    as_of_date: date | None
    state: str
    counts: Mapping[str, int]
    started_at: datetime
    finished_at: datetime | None
    decided_because: str


def import_runs(*, state: str | None = None, after: UUID | None = None, limit: int = 50) -> list[RunOfImport]:
    """The runs in a state, or all, the last one first; `after` is the last one seen."""
    runs = ImportRun.objects.filter(organization_id=current_organization_id())
    if state is not None:
        runs = runs.filter(state=state)
    if after is not None:
        runs = runs.filter(id__lt=after)
    fields = ("id", "legal_entity_id", "file_name", "kind", "source", "as_of_date", "state", "counts", "started_at",
              "finished_at", "decided_because")  # fmt: skip
    return [RunOfImport(*row) for row in runs.order_by("-id").values_list(*fields)[:limit]]
