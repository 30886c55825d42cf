"""Which customers go by a name."""

from django.db import connection

from openbill.customers.policies.normalised_name import normalised_name
from openbill.customers.queries.shown_as import shown_as
from openbill.customers.types import CustomerSummary
from openbill.foundation.tenancy import current_organization_id


def customers_of_name(name: str) -> list[CustomerSummary]:
    """The customers of a name, its legal form, accents, capitals and punctuation aside, by number.

    A customer that was merged is found by its old name and shown as the surviving one.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT DISTINCT shown.id, shown.number, shown.name, shown.country, shown.currency, shown.parent_id
            FROM customer
            JOIN customer shown ON shown.organization_id = customer.organization_id
                               AND shown.id = {shown_as("customer")}
            WHERE customer.organization_id = %s AND customer.search_name = %s AND customer.search_name <> ''
            ORDER BY shown.number
            """,
            [current_organization_id(), normalised_name(name)],
        )
        return [CustomerSummary(*row) for row in cursor.fetchall()]
