"""The organizations of this installation.

Row-level security shows the app one organization at a time, so these ask as the maintenance role.
"""

from django.db import connections

from openbill.organizations.errors import OrganizationUnknown
from openbill.organizations.types import OrganizationSummary

_COLUMNS = "id, name, currency, time_zone, language, is_in_safe_mode"


def organizations() -> list[OrganizationSummary]:
    """Every organization, by name."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM organization ORDER BY lower(name), id")
        return [OrganizationSummary(*row) for row in cursor.fetchall()]


def organization_named(name: str) -> OrganizationSummary:
    """The organization of a name, whatever its capitals. Raises OrganizationUnknown, naming the known."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(f"SELECT {_COLUMNS} FROM organization WHERE lower(name) = lower(%s)", [name.strip()])
        row = cursor.fetchone()
    if row is None:
        known = ", ".join(organization.name for organization in organizations()) or "none yet"
        raise OrganizationUnknown(name=name, known=known)
    return OrganizationSummary(*row)
