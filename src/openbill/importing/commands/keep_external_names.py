"""Remember under which names another system's list knows items that came here another way."""

from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.importing.commands.lock_import import lock_legal_entities


@command(permission="importing.import")
def keep_external_names(*, run_id: UUID, source: str, context: Context) -> int:
    """Keep the names that the snapshot has for payments which came here another way; count the new ones."""
    lock_legal_entities(context)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO external_name (organization_id, id, source, external_id, item_id, command_id)
            SELECT %(organization)s, new_identifier(), %(source)s, d.external_id, d.known_item_id, %(command)s
            FROM prepared_document d WHERE d.is_other_name
            ON CONFLICT DO NOTHING
            """,
            {"organization": context.organization_id, "source": source, "command": context.running_command_id},
        )
        kept: int = cursor.rowcount
    return kept
