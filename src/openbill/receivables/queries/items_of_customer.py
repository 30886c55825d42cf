"""The open items of one customer, with what is contested of each."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import is_shown_as
from openbill.receivables.queries.items_as_of import items_as_of


@dataclass(frozen=True, slots=True)
class CustomerItem:
    """One open item; amounts in minor units, positive for credits too. `days_late` is negative before the due date."""

    item_id: UUID
    side: str
    kind: str
    document_number: str
    document_date: date
    due_date: date
    days_late: int
    currency: str
    amount_minor: int
    open_minor: int
    disputed_minor: int

    @property
    def signed_open_minor(self) -> int:
        return self.open_minor if self.side == "debit" else -self.open_minor

    @property
    def signed_amount_minor(self) -> int:
        return self.amount_minor if self.side == "debit" else -self.amount_minor


def items_of_customer(organization_id: UUID, customer_id: UUID, as_of: date) -> list[CustomerItem]:
    """What is open with a customer, and those merged into it: by currency, debts first, the oldest first."""
    items = items_as_of(organization_id, as_of)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT item.item_id, item.side, item.kind, item.document_number, item.document_date, item.due_date,
                   %(as_of)s::date - item.due_date, item.currency, stored.amount_minor, item.open_minor,
                   least(stored.disputed_minor, item.open_minor)
            FROM {items.relation} AS item
            JOIN open_item stored ON stored.organization_id = %(organization)s AND stored.id = item.item_id
            JOIN customer owner ON owner.organization_id = %(organization)s AND owner.id = item.customer_id
            WHERE {is_shown_as("owner")}
            ORDER BY item.currency, item.side DESC, item.due_date, item.document_number, item.item_id
            """,
            {**items.parameters, "customer": customer_id},
        )
        return [CustomerItem(*row) for row in cursor.fetchall()]
