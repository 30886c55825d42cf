"""What those may do on whom somebody wants to act."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


def permissions_held_by(user_id: UUID) -> frozenset[str]:
    """Everything that a member's roles carry, whether or not the account is open; nothing for a stranger."""
    return _permissions(
        """
        SELECT DISTINCT role_permission.permission
        FROM membership
        JOIN role_permission ON role_permission.organization_id = membership.organization_id
                            AND role_permission.role_id = membership.role_id
        WHERE membership.organization_id = %(organization)s AND membership.user_id = %(user)s
        """,
        user=user_id,
    )


def permissions_of_holders(role_id: UUID, at: datetime) -> frozenset[str]:
    """Everything that those may do who have a role: members by all of their roles, keys in force by this one."""
    return _permissions(
        """
        SELECT DISTINCT role_permission.permission
        FROM role_permission
        WHERE role_permission.organization_id = %(organization)s AND role_permission.role_id IN (
            SELECT further.role_id
            FROM membership
            JOIN membership further ON further.organization_id = membership.organization_id
                                   AND further.user_id = membership.user_id
            WHERE membership.organization_id = %(organization)s AND membership.role_id = %(role)s
            UNION
            SELECT api_key.role_id
            FROM api_key
            WHERE api_key.organization_id = %(organization)s AND api_key.role_id = %(role)s
              AND api_key.revoked_at IS NULL AND coalesce(api_key.expires_at > %(at)s, true))
        """,
        role=role_id,
        at=at,
    )


def _permissions(statement: str, **parameters: Any) -> frozenset[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": current_organization_id(), **parameters})
        return frozenset(permission for (permission,) in cursor.fetchall())
