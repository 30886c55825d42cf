"""Looking at the database past the application: as other roles, and table by table."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection

from openbill.foundation.tenancy import scope


@contextmanager
def connected_as(role: str) -> Iterator[psycopg.Connection]:
    """A connection outside of Django: as "owner", "app", "maintenance" or the superuser "postgres"."""
    own = settings.DATABASES["default"]
    with psycopg.connect(
        host=own["HOST"],
        port=own["PORT"] or None,
        dbname=own["NAME"],
        user=settings.DATABASE_ROLES.get(role, role),
        autocommit=True,
    ) as opened:
        yield opened


@contextmanager
def guards_switched_off() -> Iterator[psycopg.Connection]:
    """What a fault of ours, or a hand in the database, could do: no trigger and no foreign key holds."""
    with connected_as("postgres") as opened:
        opened.execute("SET session_replication_role = replica")
        yield opened


@cache
def tenant_tables() -> tuple[str, ...]:
    """Every table with an organization_id, from the database's own catalogue."""
    with connected_as("postgres") as opened:
        rows = opened.execute(
            """
            SELECT relname FROM pg_class
            JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'organization_id' AND NOT attisdropped
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
            """
        ).fetchall()
    return tuple(name for (name,) in rows)


def fingerprint(organization_id: UUID) -> dict[str, tuple[int, int]]:
    """How many rows each table has for an organization, and a digest of what stands in them."""
    union = " UNION ALL ".join(
        f"SELECT '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)"
        f" FROM {table} t WHERE organization_id = %(organization)s"
        for table in tenant_tables()
    )
    with scope(organization_id), connection.cursor() as cursor:
        cursor.execute(union, {"organization": organization_id})
        return {table: (count, int(digest)) for table, count, digest in cursor.fetchall()}
