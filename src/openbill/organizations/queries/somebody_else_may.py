"""Whether there is a second person for what one person must not decide alone."""

from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


def somebody_else_may(permission: str, besides: UUID) -> bool:
    """Whether a role of another active member of the organization allows something."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (
                SELECT FROM membership
                JOIN user_account person ON person.id = membership.user_id AND person.is_active
                JOIN role_permission ON role_permission.organization_id = membership.organization_id
                                    AND role_permission.role_id = membership.role_id
                WHERE membership.organization_id = %s AND membership.user_id <> %s AND role_permission.permission = %s)
            """,
            [current_organization_id(), besides, permission],
        )
        (exists,) = cursor.fetchone()
    return bool(exists)
