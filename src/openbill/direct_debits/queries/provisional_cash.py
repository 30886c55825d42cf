"""Cash of direct debits that payers may still take back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class ProvisionalCash:
    """What of a legal entity is provisional on a day, of how many debits, and until when."""

    legal_entity_id: UUID
    debits: int
    currency: str
    amount_minor: int
    last_day: date


def provisional_cash(on: date) -> list[ProvisionalCash]:
    """By legal entity the paid debits that can be taken back without a reason on a day; none where there are none."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT batch.legal_entity_id, count(*), 'EUR', sum(debit.amount_minor)::bigint, max(debit.refundable_until)
            FROM debit
            JOIN debit_batch batch ON batch.organization_id = debit.organization_id AND batch.id = debit.batch_id
            WHERE debit.organization_id = %(organization)s AND debit.state = 'settled'
              AND debit.settled_on <= %(on)s AND debit.refundable_until >= %(on)s
            GROUP BY batch.legal_entity_id ORDER BY batch.legal_entity_id
            """,
            {"organization": current_organization_id(), "on": on},
        )
        return [ProvisionalCash(*row) for row in cursor.fetchall()]
