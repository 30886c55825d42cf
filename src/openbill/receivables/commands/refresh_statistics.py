"""Tell the database's planner how large the tables have become."""

from django.db import connection


def refresh_statistics() -> None:
    """Analyze the tables of the books, between the commands of a big batch.

    Without this the planner takes what was just brought into a new organization for a handful of rows, until
    the database's own maintenance comes by, and chooses plans that look at every row for each row.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT refresh_statistics()")
