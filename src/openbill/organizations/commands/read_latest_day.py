"""Which day it is by now where the organization and its companies are."""

from datetime import date

from openbill.foundation.context import Context
from openbill.organizations.models import LegalEntity, Organization


def read_latest_day(*, context: Context) -> date:
    """The latest business date of the organization's and its companies' time zones: beyond it nothing has happened.

    UTC is one of them: in it the day is counted of an act that names none.
    """
    own = Organization.objects.filter(id=context.organization_id).values_list("time_zone", flat=True)
    zones = {
        *own,
        *LegalEntity.objects.filter(organization_id=context.organization_id).values_list("time_zone", flat=True),
    }
    return max(context.today(zone) for zone in zones | {"UTC"} if zone)
