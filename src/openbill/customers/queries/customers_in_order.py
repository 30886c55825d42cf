"""The customers one after another, from behind a place on."""

from uuid import UUID

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.customers.types import CustomerOrder, CustomerSummary
from openbill.foundation.behind import behind
from openbill.foundation.tenancy import current_organization_id

_KEY = {CustomerOrder.NUMBER: "customer.number", CustomerOrder.NAME: "customer.name"}


def customers_in_order(
    text: str = "",
    *,
    by: CustomerOrder = CustomerOrder.NUMBER,
    after: tuple[str, UUID] | None = None,
    country: str | None = None,
    currency: str | None = None,
    parent_id: UUID | None = None,
    limit: int = 50,
) -> list[CustomerSummary]:
    """Customers whose number begins with a text or whose name holds it; those that were merged are left out.

    `after` is the number (the name) and identifier of the last one seen; rows that come meanwhile shift nothing.
    """
    named = named_like(text)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT customer.id, customer.number, customer.name, customer.country, customer.currency, customer.parent_id
            FROM customer
            WHERE customer.organization_id = %(organization)s AND customer.merged_into_id IS NULL
              AND {named.condition}
              AND (%(country)s::text IS NULL OR customer.country = %(country)s)
              AND (%(currency)s::text IS NULL OR customer.currency = %(currency)s)
              AND (%(parent)s::uuid IS NULL OR customer.parent_id = %(parent)s)
              AND (%(after_id)s::uuid IS NULL OR ({_KEY[by]}, customer.id) > (%(after)s, %(after_id)s::uuid))
            ORDER BY {_KEY[by]}, customer.id
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                **named.parameters,
                "country": country,
                "currency": currency,
                "parent": parent_id,
                **behind(after),
                "limit": limit,
            },
        )
        return [CustomerSummary(*row) for row in cursor.fetchall()]
