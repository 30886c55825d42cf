"""The views that a person kept of a list."""

from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.types import SavedViewDetails


def views_of_person(user_id: UUID, list_name: str) -> list[SavedViewDetails]:
    """By name."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, name, address FROM saved_view
            WHERE organization_id = %s AND user_id = %s AND list_name = %s ORDER BY lower(name), id
            """,
            [current_organization_id(), user_id, list_name],
        )
        return [SavedViewDetails(*row) for row in cursor.fetchall()]
