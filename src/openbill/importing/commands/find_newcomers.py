"""Find the customers that a file brings and nobody knows yet."""

from django.db import connection

from openbill.importing.types.results import Newcomers

MOST_NUMBERS_TOLD = 10


def find_newcomers() -> Newcomers:
    """Those of imported_party that were not found. One without a name is called by its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE NOT is_named) FROM imported_party WHERE customer_id IS NULL"
        )
        count, nameless = cursor.fetchone() or (0, 0)
        cursor.execute(
            "SELECT number FROM imported_party WHERE customer_id IS NULL ORDER BY number LIMIT %s", [MOST_NUMBERS_TOLD]
        )
        return Newcomers(count, nameless, tuple(number for (number,) in cursor.fetchall()))
