"""Temporary tables: where a batch lies while set-based statements work on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def staged(name: str, select: str, parameters: Mapping[str, Any]) -> Iterator[str]:
    """Keep the result of a SELECT in a temporary table while the block runs, and give the table's name.

    One staging of a name at a time; the table goes with the block, and with the transaction in any case.
    """
    table = f"staged_{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS {select}", dict(parameters))
        if cursor.rowcount > 1_000:
            cursor.execute(f"ANALYZE {table}")
        yield table
        cursor.execute(f"DROP TABLE {table}")


@contextmanager
def staged_rows(name: str, columns: str, rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Keep rows in a temporary table of these columns ("id uuid, amount_minor bigint") while the block runs."""
    table = f"staged_{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {table} ({columns}) ON COMMIT DROP")
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"ANALYZE {table}")
        yield table
        cursor.execute(f"DROP TABLE {table}")
