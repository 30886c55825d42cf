"""How fresh what is known from another system is."""

from datetime import date
from uuid import UUID

from django.db.models import Max

from openbill.foundation.tenancy import current_organization_id
from openbill.importing.models import ImportRun


def latest_snapshot_date(legal_entity_id: UUID) -> date | None:
    """The day of the latest list of open items that was brought in for an entity, of whichever source."""
    runs = ImportRun.objects.filter(
        organization_id=current_organization_id(),
        legal_entity_id=legal_entity_id,
        kind="snapshot",
        state="finished",
    )
    latest: date | None = runs.aggregate(latest=Max("as_of_date"))["latest"]
    return latest
