"""Which customers somebody may mean."""

from django.db import connection

from openbill.customers.queries.named_like import NAMED_LIKE, named_like
from openbill.customers.types import CustomerSummary
from openbill.foundation.tenancy import current_organization_id


def find_customers(text: str, *, limit: int = 20) -> list[CustomerSummary]:
    """Customers whose number begins with a text, or whose name holds it.

    Capitals do not matter, nor do accents, punctuation and legal forms in a name of two letters or more.

    Best first: the very number, the very name, a number that begins so, a name that begins so, the others by
    name. A customer that was merged is found by its old number and name and shown as the surviving one.
    Blank text finds the first customers by name.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH found AS (
                SELECT coalesce(merged_into_id, id) AS shown_id, min(CASE
                    WHEN lower(number) = lower(%(text)s) THEN 1
                    WHEN search_name = %(name)s OR lower(name) = lower(%(text)s) THEN 2
                    WHEN lower(number) LIKE lower(%(number_start)s) THEN 3
                    WHEN search_name LIKE %(name_start)s THEN 4
                    ELSE 5 END) AS rank
                FROM customer
                WHERE organization_id = %(organization)s
                  AND {NAMED_LIKE}
                GROUP BY 1
            )
            SELECT shown.id, shown.number, shown.name, shown.country, shown.currency, shown.parent_id
            FROM found
            JOIN customer shown ON shown.organization_id = %(organization)s AND shown.id = found.shown_id
            ORDER BY found.rank, lower(shown.name), shown.number
            LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), "limit": limit, **named_like(text)},
        )
        return [CustomerSummary(*row) for row in cursor.fetchall()]
