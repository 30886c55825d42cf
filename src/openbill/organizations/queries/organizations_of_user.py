"""The organizations in which a person has a part.

Row-level security shows the app one organization at a time, so this asks as the maintenance role.
"""

from uuid import UUID

from django.db import connections

from openbill.organizations.types import OrganizationSummary


def organizations_of_user(user_id: UUID) -> list[OrganizationSummary]:
    """Every organization with a membership of the user, by name."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            """
            SELECT id, name, currency, time_zone, language, is_in_safe_mode FROM organization
            WHERE id IN (SELECT organization_id FROM membership WHERE user_id = %s)
            ORDER BY lower(name), id
            """,
            [user_id],
        )
        return [OrganizationSummary(*row) for row in cursor.fetchall()]
