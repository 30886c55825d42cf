"""What came in from customers, applied to debts or not."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id

Payer = tuple[UUID, UUID, str]
"""A customer (merges considered), a legal entity and a currency."""


def receipts_since(customer_ids: Sequence[UUID], since: date, until: date) -> dict[Payer, list[tuple[date, int]]]:
    """The payments of customers by payer, as (day, minor units); returned and cancelled ones are none.

    What was given back by refunds did not come in.
    """
    receipts: dict[Payer, list[tuple[date, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(payer.merged_into_id, payer.id), receipt.legal_entity_id, receipt.currency,
                   receipt.document_date, receipt.amount_minor - refunded.minor
            FROM open_item receipt
            CROSS JOIN LATERAL (
                SELECT sum_minor(use.amount_minor) AS minor FROM allocation use
                JOIN open_item refund ON refund.organization_id = use.organization_id AND refund.id = use.debit_item_id
                WHERE use.organization_id = receipt.organization_id AND use.credit_item_id = receipt.id
                  AND refund.kind = 'refund'
            ) AS refunded
            JOIN customer payer ON payer.organization_id = receipt.organization_id AND payer.id = receipt.customer_id
            WHERE receipt.organization_id = %(organization)s AND receipt.kind = 'payment'
              AND coalesce(payer.merged_into_id, payer.id) = ANY(%(customers)s)
              AND receipt.document_date BETWEEN %(since)s AND %(until)s
              AND NOT EXISTS (SELECT FROM open_item counter WHERE counter.organization_id = receipt.organization_id
                                AND counter.counters_id = receipt.id)
            """,
            {
                "organization": current_organization_id(),
                "customers": list(customer_ids),
                "since": since,
                "until": until,
            },
        )
        for *payer, day, amount in cursor.fetchall():
            receipts[payer[0], payer[1], payer[2]].append((day, amount))
    return receipts
