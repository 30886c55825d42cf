"""What a person may do in the organization."""

from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


def permissions_of_user(user_id: UUID) -> frozenset[str]:
    """Everything that the user's roles allow; nothing where the user is no active member."""
    return permissions_of_member(user_id) or frozenset()


def permissions_of_member(user_id: UUID) -> frozenset[str] | None:
    """Everything that the member's roles allow; None where the user is no active member."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT array_agg(role_permission.permission) FILTER (WHERE role_permission.permission IS NOT NULL)
            FROM membership
            JOIN user_account person ON person.id = membership.user_id AND person.is_active
            LEFT JOIN role_permission ON role_permission.organization_id = membership.organization_id
                                     AND role_permission.role_id = membership.role_id
            WHERE membership.organization_id = %s AND membership.user_id = %s
            GROUP BY membership.user_id
            """,
            [current_organization_id(), user_id],
        )
        row = cursor.fetchone()
    return None if row is None else frozenset(row[0] or ())
