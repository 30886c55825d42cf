"""How the organization is set up."""

from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.models import Organization
from openbill.organizations.types import OrganizationSettings


def organization_settings() -> OrganizationSettings:
    """What the organization in force has set for all of its companies."""
    row = Organization.objects.get(id=current_organization_id())
    return OrganizationSettings(
        name=row.name,
        currency=row.currency,
        language=row.language,
        time_zone=row.time_zone,
        write_off_limit_minor=row.write_off_limit_minor,
        is_in_safe_mode=row.is_in_safe_mode,
    )
