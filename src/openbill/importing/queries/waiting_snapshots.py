"""The snapshots that shrank too much and wait for a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.importing.models import ImportRun


@dataclass(frozen=True, slots=True)
class WaitingSnapshot:
    """A held snapshot; `totals` are what it comes to, in minor units by currency."""

    run_id: UUID
    file_name: str
    source: str
    as_of: date | None
    totals: Mapping[str, int]
    held_at: datetime


def waiting_snapshots() -> list[WaitingSnapshot]:
    """Those that wait, the first held first."""
    runs = ImportRun.objects.filter(organization_id=current_organization_id(), kind="snapshot", state="waiting")
    fields = ("id", "file_name", "source", "as_of_date", "totals", "started_at")
    return [WaitingSnapshot(*row) for row in runs.order_by("started_at", "id").values_list(*fields)]
