"""The edge of the books: through which month they are closed."""

from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


def closed_through(legal_entity_id: UUID) -> date | None:
    """The first day of the last closed month; None where every month is open.

    All months before it are closed too, whether they have a row or not.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(start_date) FROM period"
            " WHERE organization_id = %s AND legal_entity_id = %s AND state = 'closed'",
            [current_organization_id(), legal_entity_id],
        )
        row = cursor.fetchone()
    assert row is not None
    month: date | None = row[0]
    return month
