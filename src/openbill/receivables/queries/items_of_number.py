"""Which items carry a number that begins as typed."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.primitives.mistyped_number import mistyped_number


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An item, by its number, and whose it is."""

    item_id: UUID
    kind: str
    document_number: str
    customer_name: str


def items_of_number(text: str, *, limit: int = 8) -> list[NumberedItem]:
    """Invoices, credit notes, debit notes and payments whose number begins with a text, by number.

    Where there is none: those whose number it may have been meant to be (policy `mistyped_number`).
    """
    wanted = text.strip()
    return _items(_BEGINS_SO, wanted, limit) or _items(_IS_ONE_OF, mistyped_number(wanted), limit)


# Told apart, so that each is met by the index.
_BEGINS_SO = "(starts_with(document_number, %(wanted)s) OR starts_with(document_number, upper(%(wanted)s)))"
_IS_ONE_OF = "document_number = ANY(%(wanted)s::text[])"


def _items(condition: str, wanted: str | list[str], limit: int) -> list[NumberedItem]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT item.id, item.kind, item.document_number, shown.name
            FROM (
                SELECT id, kind, document_number, customer_id FROM open_item
                WHERE organization_id = %(organization)s AND kind IN ('invoice', 'credit_note', 'debit_note', 'payment')
                  AND {condition}
                ORDER BY document_number, instalment_number, id LIMIT %(limit)s
            ) AS item
            JOIN customer ON customer.organization_id = %(organization)s AND customer.id = item.customer_id
            JOIN customer shown ON shown.organization_id = %(organization)s
                               AND shown.id = {shown_as("customer")}
            ORDER BY item.document_number, item.id
            """,
            {"organization": current_organization_id(), "wanted": wanted, "limit": limit},
        )
        return [NumberedItem(*row) for row in cursor.fetchall()]
