"""The batches that were handed over to another general ledger."""

from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.ledger.types import GlBatch


def gl_export_batches(legal_entity_id: UUID) -> list[GlBatch]:
    """Every batch of a legal entity, the last one first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, legal_entity_id, number, through_date, entry_count, made_at FROM gl_export_batch"
            " WHERE organization_id = %s AND legal_entity_id = %s ORDER BY number DESC",
            [current_organization_id(), legal_entity_id],
        )
        return [GlBatch(*row) for row in cursor.fetchall()]
