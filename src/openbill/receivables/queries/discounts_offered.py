"""What may be taken off debts that are paid early."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


class DiscountOffered(NamedTuple):
    """So much (minor units) off a debt that is paid by a day; `last_date` is the day with its grace."""

    until_date: date
    last_date: date
    amount_minor: int


def discounts_offered(item_ids: Sequence[UUID], on: date) -> dict[UUID, DiscountOffered]:
    """By the debt the best discount that a payment of a day could still take; where one was taken there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (offer.item_id) offer.item_id, offer.until_date, offer.last_date,
                   least(offer.amount_minor, item.open_minor)
            FROM discount_offer offer
            JOIN open_item item ON item.organization_id = offer.organization_id AND item.id = offer.item_id
            WHERE offer.organization_id = %(organization)s AND offer.item_id = ANY(%(items)s)
              AND offer.last_date >= %(on)s AND item.open_minor > 0
              AND NOT EXISTS (
                  SELECT FROM discount_taken taken
                  WHERE taken.organization_id = offer.organization_id AND taken.debit_item_id = offer.item_id)
            ORDER BY offer.item_id, offer.amount_minor DESC
            """,
            {"organization": current_organization_id(), "items": list(item_ids), "on": on},
        )
        return {item_id: DiscountOffered(*offer) for item_id, *offer in cursor.fetchall()}
