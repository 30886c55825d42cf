"""On which days snapshots told what is open."""

from datetime import date
from uuid import UUID

from openbill.importing.models import ImportRun


def latest_snapshot_days(organization_id: UUID, *, count: int = 2) -> tuple[date, ...]:
    """The newest days of snapshots that are wholly in the books, of any source, the newest first."""
    days = (
        ImportRun.objects.filter(
            organization_id=organization_id, kind="snapshot", state="finished", as_of_date__isnull=False
        )
        .order_by("-as_of_date")
        .values_list("as_of_date", flat=True)
        .distinct()[:count]
    )
    return tuple(day for day in days if day is not None)
