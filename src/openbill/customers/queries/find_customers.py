"""Which customers somebody may mean."""

from django.db import connection

from openbill.customers.queries.named_like import named_like
from openbill.customers.types import CustomerSummary
from openbill.foundation.tenancy import current_organization_id

MERGED = 4
"""So many customers may be one after their merges, for each that is shown."""


def find_customers(text: str, *, limit: int = 20) -> list[CustomerSummary]:
    """Customers whose number begins with a text or whose name holds it; where there is none, who is called nearly so.

    Capitals do not matter, nor do accents, punctuation and legal forms in a name; one or two letters must begin a word.

    Best first: the very number, the very name, a number that begins so, a name that begins so, the others by
    name; those with the fewest mistakes, where the text has some. A customer that was merged is found by its old
    number and name and shown as the surviving one. Blank text finds the first customers by name.
    """
    # One that was merged may stand for another of the list.
    named = named_like(text, most=MERGED * limit)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH found AS (
                SELECT coalesce(customer.merged_into_id, customer.id) AS shown_id, min(named.rank) AS rank
                FROM {named.relation} AS named
                JOIN customer ON customer.organization_id = %(organization)s AND customer.id = named.customer_id
                GROUP BY 1
            )
            SELECT shown.id, shown.number, shown.name, shown.country, shown.currency, shown.parent_id
            FROM found
            JOIN customer shown ON shown.organization_id = %(organization)s AND shown.id = found.shown_id
            ORDER BY found.rank, lower(shown.name), shown.number
            LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), "limit": limit, **named.parameters},
        )
        return [CustomerSummary(*row) for row in cursor.fetchall()]
