"""What another system had said was settled, before the payments of a command took its place."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.queries.provisional_clearings import ProvisionalClearing


def replaced_clearings(debit_item_ids: Iterable[UUID], *, command_id: UUID) -> list[ProvisionalClearing]:
    """The provisional clearings of debts that a command withdrew and did not make again, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            _REPLACED,
            {
                "organization": current_organization_id(),
                "debits": list(debit_item_ids),
                "command": command_id,
            },
        )
        return [ProvisionalClearing(*row) for row in cursor.fetchall()]


_REPLACED = """
    WITH moved AS (
        -- What was undone counts, what was made in the same command is taken off.
        SELECT clearing.debit_item_id, clearing.economic_date, -undoing.amount_minor AS minor
        FROM allocation undoing
        JOIN allocation clearing ON clearing.organization_id = undoing.organization_id
                                AND clearing.id = undoing.undoes_id
        JOIN open_item credit ON credit.organization_id = clearing.organization_id
                             AND credit.id = clearing.credit_item_id AND credit.kind = 'external_clearing'
        WHERE undoing.organization_id = %(organization)s AND undoing.command_id = %(command)s
          AND clearing.debit_item_id = ANY(%(debits)s::uuid[])
        UNION ALL
        SELECT clearing.debit_item_id, clearing.economic_date, -clearing.amount_minor
        FROM allocation clearing
        JOIN open_item credit ON credit.organization_id = clearing.organization_id
                             AND credit.id = clearing.credit_item_id AND credit.kind = 'external_clearing'
        WHERE clearing.organization_id = %(organization)s AND clearing.command_id = %(command)s
          AND clearing.undoes_id IS NULL AND clearing.debit_item_id = ANY(%(debits)s::uuid[])
    )
    SELECT moved.debit_item_id, debit.customer_id, debit.legal_entity_id, debit.currency, sum(moved.minor)::bigint,
           moved.economic_date
    FROM moved
    JOIN open_item debit ON debit.organization_id = %(organization)s AND debit.id = moved.debit_item_id
    GROUP BY 1, 2, 3, 4, 6
    HAVING sum(moved.minor) > 0
    ORDER BY 6, 1
"""
