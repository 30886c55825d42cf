"""The debits of a batch that collect more than is still owed."""

from uuid import UUID

from django.db import connection

from openbill.collections.queries.promised_parts import promised_parts
from openbill.foundation.tenancy import current_organization_id


def outdated_debits(batch_id: UUID) -> list[str]:
    """The end-to-end ids of the prepared debits that were paid, contested or promised meanwhile, in a part at least."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT DISTINCT debit.end_to_end_id
            FROM debit
            JOIN debit_item part ON part.organization_id = debit.organization_id AND part.debit_id = debit.id
            JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.item_id
            LEFT JOIN {promised_parts(_ITEMS)} AS promised ON promised.item_id = item.id
            WHERE debit.organization_id = %(organization)s AND debit.batch_id = %(batch)s
              AND debit.state = 'prepared'
              AND part.amount_minor > item.open_minor - item.disputed_minor - coalesce(promised.promised_minor, 0)
            ORDER BY debit.end_to_end_id
            """,
            {"organization": current_organization_id(), "batch": batch_id},
        )
        return [end_to_end_id for (end_to_end_id,) in cursor.fetchall()]


_ITEMS = """
    SELECT part.item_id FROM debit JOIN debit_item part
      ON part.organization_id = debit.organization_id AND part.debit_id = debit.id
    WHERE debit.organization_id = %(organization)s AND debit.batch_id = %(batch)s
"""
