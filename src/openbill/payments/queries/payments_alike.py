"""Payments that new ones may be once more: typed twice, or from a letter and from the bank."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.primitives.money import Money

Told = tuple[UUID, Money, date]
"""Whose a payment is, its amount, and the day of its receipt."""


def payments_alike(new: Sequence[Told]) -> dict[int, str]:
    """By the place of a new payment, from 0, the number of the first standing one with this customer, amount and day.

    Who was merged is the same customer. New ones of which there is none are left out.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT DISTINCT ON (wanted.position) wanted.position - 1, item.document_number
            FROM unnest(%(customers)s::uuid[], %(minors)s::bigint[], %(currencies)s::text[], %(days)s::date[])
                 WITH ORDINALITY AS wanted (customer_id, minor, currency, day, position)
            JOIN customer payer ON payer.organization_id = %(organization)s AND payer.id = wanted.customer_id
            JOIN customer shown ON shown.organization_id = %(organization)s AND shown.id = {shown_as("payer")}
            JOIN customer own ON own.organization_id = %(organization)s
                             AND (own.id = shown.id OR own.merged_into_id = shown.id)
            JOIN payment ON payment.organization_id = %(organization)s AND payment.customer_id = own.id
                        AND payment.received_date = wanted.day AND payment.state = 'recorded'
            JOIN open_item item ON item.organization_id = %(organization)s AND item.id = payment.item_id
                               AND item.amount_minor = wanted.minor AND item.currency = wanted.currency
            ORDER BY wanted.position, payment.id
            """,
            {
                "organization": current_organization_id(),
                "customers": [customer_id for customer_id, _, _ in new],
                "minors": [amount.minor_units for _, amount, _ in new],
                "currencies": [amount.currency for _, amount, _ in new],
                "days": [day for _, _, day in new],
            },
        )
        return dict(cursor.fetchall())
