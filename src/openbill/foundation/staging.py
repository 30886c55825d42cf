"""Temporary tables: where a batch lies while set-based statements work on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

MANY = 1_000
"""Above so many rows the planner is told what a table holds; for few that costs more than it saves."""


@contextmanager
def staged(name: str, select: str, parameters: Mapping[str, Any], *, analyzed: bool = False) -> Iterator[str]:
    """Keep the result of a SELECT in a temporary table while the block runs, and give the table's name.

    One staging of a name at a time; the table goes with the block, and with the transaction in any case.
    `analyzed` tells the planner of few rows too: for what several statements join to a large table.
    """
    table = f"staged_{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS {select}", dict(parameters))
        if analyzed or cursor.rowcount > MANY:
            cursor.execute(f"ANALYZE {table}")
        yield table
        cursor.execute(f"DROP TABLE {table}")


@contextmanager
def staged_rows(name: str, columns: str, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Keep rows in a temporary table of these columns ("id uuid, amount_minor bigint") while the block runs."""
    table = f"staged_{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns}) ON COMMIT DROP")
        count = 0
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for count, row in enumerate(rows, start=1):  # noqa: B007 - the last number is how many there were
                copy.write_row(row)
        if count > MANY:
            cursor.execute(f"ANALYZE {table}")
        yield table
        cursor.execute(f"DROP TABLE {table}")
