"""What of a payment request may be paid on a day, and what a try of it is called."""

from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.models import RequestedItem
from openbill.gateways.policies.parts_of_payment import Payable
from openbill.payments.queries.under_way import UnderWay, is_collected, under_way_of_items, under_way_parts
from openbill.primitives.money import Money
from openbill.receivables.queries.discounts_offered import discounts_offered

LONGEST_DESCRIPTION = 200


def payable_debts(request_id: UUID, on: date) -> list[Payable]:
    """The debts of a request of which something is open and not contested, the one that fell due first first.

    Not what we are collecting already, and of what the payer sent by a gateway the rest: nobody is to pay that twice. A
    discount is offered to who pays all of a debt, so that there is none where a part is contested or under way.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH asked AS (
                SELECT item_id FROM requested_item
                WHERE organization_id = %(organization)s AND request_id = %(request)s
            )
            SELECT item.id, item.document_number, item.currency,
                   item.open_minor - item.disputed_minor - coalesce(sent.under_way_minor, 0),
                   item.disputed_minor > 0 OR sent.item_id IS NOT NULL
            FROM asked
            JOIN open_item item ON item.organization_id = %(organization)s AND item.id = asked.item_id
            LEFT JOIN {under_way_parts("%(on)s", "SELECT item_id FROM asked")} sent ON sent.item_id = item.id
            WHERE item.open_minor > item.disputed_minor + coalesce(sent.under_way_minor, 0)
              AND NOT {is_collected("item.id")}
            ORDER BY item.due_date, item.document_number, item.id
            """,
            {"organization": current_organization_id(), "request": request_id, "on": on},
        )
        rows = cursor.fetchall()
    offers = discounts_offered([item_id for item_id, *_, is_in_part in rows if not is_in_part], on)
    return [
        Payable(
            item_id,
            number,
            Money(minor, currency),
            Money(min(offers[item_id].amount_minor, minor) if item_id in offers else 0, currency),
        )
        for item_id, number, currency, minor, _ in rows
    ]


def under_way_of_request(request_id: UUID, on: date) -> list[UnderWay]:
    """What of the debts of a request is being collected on a day, the first answer first."""
    asked = RequestedItem.objects.filter(organization_id=current_organization_id(), request_id=request_id)
    return under_way_of_items(list(asked.values_list("item_id", flat=True)), on)


def description_of_attempt(attempt_id: UUID) -> str:
    """The numbers of the documents that a try is for, as the payer's bank may show them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(string_agg(DISTINCT item.document_number, ', '), '')
            FROM attempt_part part
            JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.item_id
            WHERE part.organization_id = %(organization)s AND part.attempt_id = %(attempt)s
            """,
            {"organization": current_organization_id(), "attempt": attempt_id},
        )
        row = cursor.fetchone()
    return str(row[0] if row else "")[:LONGEST_DESCRIPTION]
