"""The periods of the books and their states."""

from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.ledger.types import PeriodOfBooks


def periods(legal_entity_id: UUID) -> list[PeriodOfBooks]:
    """Every month of a legal entity's books that was posted to or closed, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT legal_entity_id, start_date, state FROM period"
            " WHERE organization_id = %s AND legal_entity_id = %s ORDER BY start_date",
            [current_organization_id(), legal_entity_id],
        )
        return [PeriodOfBooks(*row) for row in cursor.fetchall()]
