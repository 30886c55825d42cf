"""The keys with which programs act."""

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.types import ApiKeySummary


def api_keys() -> list[ApiKeySummary]:
    """Every key, revoked and expired ones too, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT api_key.id, api_key.name, api_key.prefix, role.name,
                   api_key.created_at, api_key.expires_at, api_key.revoked_at
            FROM api_key
            JOIN role ON role.organization_id = api_key.organization_id AND role.id = api_key.role_id
            WHERE api_key.organization_id = %s
            ORDER BY api_key.created_at DESC, api_key.id DESC
            """,
            [current_organization_id()],
        )
        return [ApiKeySummary(*row) for row in cursor.fetchall()]
