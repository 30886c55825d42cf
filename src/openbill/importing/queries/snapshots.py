"""What snapshots were brought in before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.importing.models import ImportRun


@dataclass(frozen=True, slots=True)
class KnownSnapshot:
    """A snapshot that was applied: its day, how many rows it had, its totals by currency, and whether it was signed."""

    as_of: date
    totals: Mapping[str, int]
    is_signed: bool = False


def latest_snapshot(organization_id: UUID, legal_entity_id: UUID, source: str) -> KnownSnapshot | None:
    """The newest snapshot of a source that was applied, wholly or in part."""
    run = (
        ImportRun.objects.filter(
            organization_id=organization_id,
            legal_entity_id=legal_entity_id,
            source=source,
            kind="snapshot",
            state__in=["running", "finished"],
        )
        .order_by("-as_of_date", "-started_at")
        .first()
    )
    if run is None or run.as_of_date is None:
        return None
    return KnownSnapshot(run.as_of_date, run.totals, bool(run.counts.get("is_signed")))


def run_of_digest(organization_id: UUID, digest: str) -> tuple[UUID, str] | None:
    """The identifier and state of the run of a file, where there is one."""
    run = ImportRun.objects.filter(organization_id=organization_id, digest=digest).first()
    return (run.id, run.state) if run else None
