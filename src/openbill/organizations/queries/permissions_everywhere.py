"""What a person may do, in all organizations together.

Row-level security shows the app one organization at a time, so this asks as the maintenance role.
"""

from uuid import UUID

from django.db import connections


def permissions_everywhere(user_id: UUID) -> list[tuple[UUID, str]]:
    """(organization, permission) of all the person's roles, in order."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT membership.organization_id, role_permission.permission
            FROM membership
            JOIN role_permission ON role_permission.organization_id = membership.organization_id
                                AND role_permission.role_id = membership.role_id
            WHERE membership.user_id = %s
            ORDER BY membership.organization_id, role_permission.permission
            """,
            [user_id],
        )
        return [(organization_id, permission) for organization_id, permission in cursor.fetchall()]
