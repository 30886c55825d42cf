"""Put an address on the suppression list: the one way by which it gets there."""

from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.overtaken import ActOvertaken
from openbill.messaging.events import AddressWasSuppressed
from openbill.messaging.types import AddressSuppressed
from openbill.primitives.identifiers import new_identifier


def list_address(address: str, reason: str, note: str, *, context: Context) -> AddressSuppressed:
    """Suppress an address inside the running command; one that is listed for this reason stays as it is."""
    suppression_id = new_identifier()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO suppression (organization_id, id, address, reason, since, note, lifting_note, command_id)
            VALUES (%s, %s, lower(%s), %s, %s, %s, '', %s)
            ON CONFLICT (organization_id, address, reason) WHERE lifted_at IS NULL DO NOTHING
            """,
            [context.organization_id, suppression_id, address, reason, context.at, note, context.running_command_id],
        )
        if cursor.rowcount == 1:
            publish(AddressWasSuppressed(suppression_id, reason), context=context)
            return AddressSuppressed(suppression_id, is_new=True)
        cursor.execute(
            "SELECT id FROM suppression"
            " WHERE organization_id = %s AND address = lower(%s) AND reason = %s AND lifted_at IS NULL",
            [context.organization_id, address, reason],
        )
        row = cursor.fetchone()
    if row is None:
        raise ActOvertaken("Somebody lifted the suppression meanwhile.")
    listed: UUID = row[0]
    return AddressSuppressed(listed, is_new=False)
