"""The organization in whose scope one is."""

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.types import OrganizationDetails
from openbill.primitives.money import Money


def organization_in_force() -> OrganizationDetails:
    """What is set for the organization."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, currency, time_zone, language, is_in_safe_mode, write_off_limit_minor"
            " FROM organization WHERE id = %s",
            [current_organization_id()],
        )
        row = cursor.fetchone()
    assert row is not None, "An organization that is in force is there."
    organization_id, name, currency, time_zone, language, is_in_safe_mode, limit_minor = row
    limit = Money(limit_minor, currency)
    return OrganizationDetails(organization_id, name, currency, time_zone, language, is_in_safe_mode, limit)
