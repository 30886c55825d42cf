"""Let one act at a time move the edge of the books, or take entries out of them."""

from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context


def lock_books(legal_entity_id: UUID, *, context: Context) -> None:
    """Lock a legal entity's books until the running command ends.

    Excludes others that do the same and those that make new periods; entries are posted meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM legal_entity WHERE organization_id = %s AND id = %s FOR NO KEY UPDATE",
            [context.organization_id, legal_entity_id],
        )
