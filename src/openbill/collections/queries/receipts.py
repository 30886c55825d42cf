"""What came in from customers, applied to debts or not."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id

Payer = tuple[UUID, UUID, str]
"""A customer (merges considered), a legal entity and a currency."""


class ReceiptOfPayer(NamedTuple):
    """What came in by a payment, in minor units, on a day; `command_id` wrote it down."""

    receipt_id: UUID
    day: date
    command_id: UUID
    amount_minor: int


def receipts_since(customer_ids: Sequence[UUID], since: date, until: date) -> dict[Payer, list[ReceiptOfPayer]]:
    """The payments of customers by payer; returned and cancelled ones are none.

    What was given back by refunds did not come in.
    """
    receipts: dict[Payer, list[ReceiptOfPayer]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(payer.merged_into_id, payer.id), receipt.legal_entity_id, receipt.currency,
                   receipt.id, receipt.document_date, receipt.command_id, receipt.amount_minor - refunded.minor
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
        for customer_id, entity_id, currency, *receipt in cursor.fetchall():
            receipts[customer_id, entity_id, currency].append(ReceiptOfPayer(*receipt))
    return receipts
