"""Open items that somebody looks for while placing a bank line: by number, by amount, or by whose they are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id

MOST_FOUND, MOST_CUSTOMERS = 30, 5


@dataclass(frozen=True, slots=True)
class ItemToPlace:
    """An open item and whose it is; `open_minor` of a credit is negative.

    `instalment` says which part of its document it is, from 1, where that falls due in several; else 0.
    """

    item_id: UUID
    customer_id: UUID
    customer_number: str
    customer_name: str
    number: str
    kind: str
    due_date: date
    open_minor: int
    currency: str
    disputed_minor: int
    instalment: int


_FALLS_DUE_IN_SEVERAL = """EXISTS (
    SELECT FROM open_item other
    WHERE other.organization_id = item.organization_id AND other.normal_number = item.normal_number
      AND other.document_number = item.document_number AND other.document_number <> ''
      AND other.customer_id = item.customer_id AND other.kind = item.kind AND other.instalment_number > 1)"""


def items_to_place(text: str, *, amount_minor: int | None, legal_entity_id: UUID, currency: str) -> list[ItemToPlace]:
    """Items that a text may mean: of this number first, then of this amount (minor units), then of these customers."""
    where = {"entity": legal_entity_id, "currency": currency}
    # Each by itself, so that it is met by its index.
    found = _found("item.normal_number = normal_number(%(text)s)", {**where, "text": text})
    found |= _found("starts_with(item.document_number, %(text)s)", {**where, "text": text.upper()})
    if amount_minor is not None:
        found |= _found("item.open_minor = %(amount)s", {**where, "amount": amount_minor})
    if len(found) < MOST_FOUND and not text.isdigit():
        named = named_like(text, most=MOST_CUSTOMERS)
        customers = f"(SELECT customer_id FROM {named.relation} AS named LIMIT {MOST_CUSTOMERS})"
        of_them = f"(item.customer_id IN {customers} OR customer.merged_into_id IN {customers})"
        found |= _found(of_them, {**named.parameters, **where})
    return list(found.values())[:MOST_FOUND]


def items_by_id(item_ids: Collection[UUID], *, legal_entity_id: UUID, currency: str) -> dict[UUID, ItemToPlace]:
    """Open items of a legal entity and currency; others are left out."""
    wanted = {"entity": legal_entity_id, "currency": currency, "items": identifier_array(item_ids)}
    return _found("item.id = ANY(%(items)s::uuid[])", wanted, most=None)


def _found(condition: str, parameters: Mapping[str, Any], *, most: int | None = MOST_FOUND) -> dict[UUID, ItemToPlace]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT item.id, shown.id, shown.number, shown.name, item.document_number, item.kind, item.due_date,
                   CASE item.side WHEN 'debit' THEN item.open_minor ELSE -item.open_minor END, item.currency,
                   least(item.disputed_minor, item.open_minor),
                   CASE WHEN item.instalment_number > 1 OR {_FALLS_DUE_IN_SEVERAL}
                        THEN item.instalment_number ELSE 0 END
            FROM open_item item
            JOIN customer ON customer.organization_id = item.organization_id AND customer.id = item.customer_id
            JOIN customer shown ON shown.organization_id = item.organization_id AND shown.id = {shown_as("customer")}
            WHERE item.organization_id = %(organization)s AND item.open_minor > 0
              AND item.legal_entity_id = %(entity)s AND item.currency = %(currency)s
              AND item.kind NOT IN ('external_use', 'refund') AND {condition}
            ORDER BY item.due_date, item.document_number, item.id LIMIT %(most)s
            """,
            {"organization": current_organization_id(), **parameters, "most": most},
        )
        return {row[0]: ItemToPlace(*row) for row in cursor.fetchall()}
