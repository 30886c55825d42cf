"""Which links would ask for payment of some debts, and who would get them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.queries.payers_to_write_to import PayerToWriteTo, payers_to_write_to
from openbill.payments.queries.under_way import is_collected, under_way_parts


@dataclass(frozen=True, slots=True)
class LinkToMake:
    """One link: for debts of one customer, company and currency, the one that fell due first first.

    `open_minor` is what is open of them and not contested, in minor units; `payer` is who would be written to, None
    where nobody can be.
    """

    customer_id: UUID
    customer_name: str
    legal_entity_id: UUID
    currency: str
    item_ids: tuple[UUID, ...]
    numbers: tuple[str, ...]
    open_minor: int
    payer: PayerToWriteTo | None


def links_to_make(item_ids: Iterable[UUID], on: date) -> list[LinkToMake]:
    """The links, by the names of the customers.

    What is no debt, is settled, is contested as a whole or is being collected on the day is passed over; of what its
    payer has sent a part by a gateway, the rest is asked for.
    """
    parameters: dict[str, Any] = {
        "organization": current_organization_id(),
        "items": identifier_array(item_ids),
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT customer.id, customer.name, item.legal_entity_id, item.currency,
                   array_agg(item.id ORDER BY item.due_date, item.document_number, item.id),
                   array_agg(item.document_number ORDER BY item.due_date, item.document_number, item.id),
                   sum(item.open_minor - item.disputed_minor - coalesce(sent.under_way_minor, 0))::bigint
            FROM open_item item
            LEFT JOIN {under_way_parts("%(on)s", "SELECT unnest(%(items)s::uuid[])")} sent ON sent.item_id = item.id
            JOIN customer owner ON owner.organization_id = item.organization_id AND owner.id = item.customer_id
            JOIN customer ON customer.organization_id = item.organization_id AND customer.id = {shown_as("owner")}
            WHERE item.organization_id = %(organization)s AND item.id = ANY(%(items)s::uuid[])
              AND item.side = 'debit'
              AND item.open_minor > item.disputed_minor + coalesce(sent.under_way_minor, 0)
              AND NOT {is_collected("item.id")}
            GROUP BY customer.id, customer.name, item.legal_entity_id, item.currency
            ORDER BY customer.name, customer.id, item.currency, item.legal_entity_id
            """,
            parameters,
        )
        rows = cursor.fetchall()
    payers = payers_to_write_to([customer_id for customer_id, *_ in rows])
    return [
        LinkToMake(
            customer_id,
            name,
            entity_id,
            currency,
            tuple(items),
            tuple(dict.fromkeys(numbers)),
            minor,
            payers.get(customer_id),
        )
        for customer_id, name, entity_id, currency, items, numbers, minor in rows
    ]
