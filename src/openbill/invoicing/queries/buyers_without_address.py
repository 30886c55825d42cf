"""Whose documents would go out without an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer who is billed."""

    id: UUID
    name: str


def buyers_without_address(invoice_ids: Iterable[UUID]) -> list[Buyer]:
    """The customers of documents who have no billing address, which is what documents show, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT customer.id, customer.name
            FROM customer
            WHERE customer.organization_id = %(organization)s
              AND customer.id IN (
                  SELECT customer_id FROM invoice
                  WHERE organization_id = %(organization)s AND id = ANY(%(invoices)s::uuid[]))
              AND NOT EXISTS (
                  SELECT FROM address
                  WHERE address.organization_id = customer.organization_id AND address.customer_id = customer.id
                    AND address.purpose = 'billing')
            ORDER BY lower(customer.name), customer.number
            """,
            {"organization": current_organization_id(), "invoices": identifier_array(list(invoice_ids))},
        )
        return [Buyer(*row) for row in cursor.fetchall()]
