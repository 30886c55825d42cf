"""Which entities' figures are too old to remind anybody by."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openbill.collections.types import Strategy
from openbill.foundation.tenancy import current_organization_id
from openbill.importing.queries.latest_import import latest_snapshot_date
from openbill.organizations.models import LegalEntity
from openbill.primitives.business_days import business_days_between


@dataclass(frozen=True, slots=True)
class StaleFigures:
    """The day of the latest list of open items, and why nobody is reminded by it."""

    latest: date
    reason: str


def stale_figures(strategy: Strategy, day: date) -> dict[UUID, StaleFigures]:
    """The entities whose list of open items is too old, and why, in words.

    Only where another system keeps the books: there a payment is known here when its list comes. An entity that
    never had a list has nothing that could be stale.
    """
    stale: dict[UUID, StaleFigures] = {}
    for entity in LegalEntity.objects.filter(organization_id=current_organization_id(), books="mirror"):
        latest = latest_snapshot_date(entity.id)
        if latest is None:
            continue
        age = business_days_between(latest, day, entity.country)
        if age > strategy.stale_after_business_days:
            stale[entity.id] = StaleFigures(
                latest,
                f"the latest list of open items of {entity.name} is of {latest}, {age} business days old:"
                " nobody is reminded on stale figures",
            )
    return stale
