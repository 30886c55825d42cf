"""Let one import of an organization write at a time."""

from django.db import connection

from openbill.foundation.context import Context


def lock_legal_entities(context: Context) -> None:
    """Wait for other imports of the organization, chunk by chunk; nobody else waits for them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM legal_entity WHERE organization_id = %s ORDER BY organization_id, id FOR NO KEY UPDATE",
            [context.organization_id],
        )
