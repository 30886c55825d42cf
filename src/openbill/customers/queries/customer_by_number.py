"""Which customer has a number."""

from django.db import connection

from openbill.customers.errors import CustomerUnknown
from openbill.customers.queries.shown_as import shown_as
from openbill.customers.types import CustomerSummary
from openbill.foundation.tenancy import current_organization_id


def customer_by_number(number: str) -> CustomerSummary:
    """The customer with a number, or the one that it was merged into. Raises CustomerUnknown."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT shown.id, shown.number, shown.name, shown.country, shown.currency, shown.parent_id
            FROM customer
            JOIN customer shown ON shown.organization_id = customer.organization_id
                               AND shown.id = {shown_as("customer")}
            WHERE customer.organization_id = %s AND customer.number = %s
            """,
            [current_organization_id(), number.strip()],
        )
        row = cursor.fetchone()
    if row is None:
        raise CustomerUnknown(customer=number)
    return CustomerSummary(*row)
