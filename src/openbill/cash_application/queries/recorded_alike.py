"""Payments that bank lines may be, as somebody recorded them before the bank told of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from openbill.cash_application.queries.receipts import ReceiptOfLine
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id

DAYS_APART = 10
"""A cheque is recorded when it comes, and booked by the bank when it is cleared."""


def recorded_alike(lines: Sequence[ReceiptOfLine]) -> Mapping[UUID, Mapping[UUID, str]]:
    """By line and customer the number of a standing payment of its amount, of about its day, that no line told of."""
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT line.id, {shown_as("customer")}, item.document_number
            FROM unnest(%(lines)s::uuid[], %(amounts)s::bigint[], %(currencies)s::text[], %(days)s::date[])
                 AS line (id, amount, currency, day)
            JOIN open_item item ON item.organization_id = %(organization)s AND item.kind = 'payment'
                               AND item.amount_minor = line.amount AND item.currency = line.currency
            JOIN payment ON payment.organization_id = %(organization)s AND payment.item_id = item.id
                        AND payment.state = 'recorded'
                        AND payment.received_date BETWEEN line.day - {DAYS_APART} AND line.day + {DAYS_APART}
            JOIN customer ON customer.organization_id = %(organization)s AND customer.id = payment.customer_id
            WHERE NOT EXISTS (
                SELECT FROM line_split split
                JOIN line_posting posting ON posting.organization_id = %(organization)s
                                         AND posting.id = split.posting_id AND posting.undone_at IS NULL
                WHERE split.organization_id = %(organization)s AND split.payment_id = payment.id)
            ORDER BY payment.id
            """,
            {
                "organization": current_organization_id(),
                "lines": identifier_array(line.line_id for line in lines),
                "amounts": [line.receipt.amount for line in lines],
                "currencies": [line.currency for line in lines],
                "days": [line.booked_date for line in lines],
            },
        )
        for line_id, customer_id, number in cursor.fetchall():
            found[line_id].setdefault(customer_id, number)
    return found
