"""What payments settled of debts."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from openbill.collections.policies.settle_promised import PaidPart
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


def payments_on_debts(item_ids: Iterable[UUID]) -> list[PaidPart]:
    """Each part of each debt that a payment settled, whoever paid, by the days; what was undone is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT use.debit_item_id, receipt.id, receipt.document_date, use.economic_date, use.command_id,
                   use.amount_minor
            FROM allocation use
            JOIN open_item receipt ON receipt.organization_id = use.organization_id AND receipt.id = use.credit_item_id
            WHERE use.organization_id = %(organization)s AND use.debit_item_id = ANY(%(items)s::uuid[])
              AND receipt.kind = 'payment' AND use.undoes_id IS NULL
              AND NOT EXISTS (SELECT FROM allocation undo WHERE undo.organization_id = use.organization_id
                                AND undo.undoes_id = use.id)
            ORDER BY use.economic_date, use.command_id, use.id
            """,
            {"organization": current_organization_id(), "items": identifier_array(item_ids)},
        )
        return [
            PaidPart(item_id, receipt_id, received_on, (used_on, command_id), amount)
            for item_id, receipt_id, received_on, used_on, command_id, amount in cursor.fetchall()
        ]
