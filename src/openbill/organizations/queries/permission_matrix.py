"""Which role may do what."""

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.types import RoleWithPermissions


def permission_matrix() -> list[RoleWithPermissions]:
    """Every role of the organization with its permissions: the built-in ones first, then by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT role.id, role.name, role.is_built_in,
                   array_agg(role_permission.permission) FILTER (WHERE role_permission.permission IS NOT NULL)
            FROM role
            LEFT JOIN role_permission ON role_permission.organization_id = role.organization_id
                                     AND role_permission.role_id = role.id
            WHERE role.organization_id = %s
            GROUP BY role.id, role.name, role.is_built_in
            ORDER BY role.is_built_in DESC, lower(role.name)
            """,
            [current_organization_id()],
        )
        return [
            RoleWithPermissions(role_id, name, is_built_in, frozenset(permissions or ()))
            for role_id, name, is_built_in, permissions in cursor.fetchall()
        ]
