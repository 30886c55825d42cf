"""What another system says was settled, and no payment here has taken the place of yet."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


class ProvisionalClearing(NamedTuple):
    """So much of a debt was cleared provisionally on a day."""

    debit_item_id: UUID
    customer_id: UUID
    legal_entity_id: UUID
    currency: str
    amount_minor: int
    on: date


def provisional_clearings(
    *, debit_item_ids: Iterable[UUID] = (), customer_ids: Iterable[UUID] = (), since: date = date.min
) -> list[ProvisionalClearing]:
    """The live provisional clearings of debts, and those of customers' debts of a day or later; oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            _CLEARINGS,
            {
                "organization": current_organization_id(),
                "debits": list(debit_item_ids),
                "customers": list(customer_ids),
                "since": since,
            },
        )
        return [ProvisionalClearing(*row) for row in cursor.fetchall()]


_CLEARINGS = """
    WITH clearing AS (
        SELECT use.id AS allocation_id, use.debit_item_id, use.amount_minor, use.economic_date, credit.customer_id,
               credit.legal_entity_id, credit.currency
        FROM allocation use
        JOIN open_item credit ON credit.organization_id = use.organization_id AND credit.id = use.credit_item_id
        WHERE use.organization_id = %(organization)s AND use.debit_item_id = ANY(%(debits)s)
          AND use.undoes_id IS NULL AND credit.kind = 'external_clearing'
          AND NOT EXISTS (SELECT FROM open_item counter
                          WHERE counter.organization_id = %(organization)s AND counter.counters_id = credit.id)
        UNION
        SELECT use.id, use.debit_item_id, use.amount_minor, use.economic_date, credit.customer_id,
               credit.legal_entity_id, credit.currency
        FROM open_item credit
        JOIN allocation use ON use.organization_id = credit.organization_id AND use.credit_item_id = credit.id
        WHERE credit.organization_id = %(organization)s AND credit.customer_id = ANY(%(customers)s)
          AND credit.kind = 'external_clearing' AND use.undoes_id IS NULL AND use.economic_date >= %(since)s
          AND NOT EXISTS (SELECT FROM open_item counter
                          WHERE counter.organization_id = %(organization)s AND counter.counters_id = credit.id)
    )
    SELECT debit_item_id, customer_id, legal_entity_id, currency, amount_minor, economic_date
    FROM clearing
    WHERE NOT EXISTS (
        SELECT FROM allocation undoing
        WHERE undoing.organization_id = %(organization)s AND undoing.undoes_id = clearing.allocation_id)
    ORDER BY economic_date, allocation_id
"""
