"""Locks that make writers wait for each other and never deadlock: rows in one order, and turns."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, models

from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


def lock_rows(model: type[models.Model], identifiers: Iterable[UUID]) -> list[UUID]:
    """Lock rows of the organization in key order and return the identifiers that exist.

    The lock lets others refer to the rows (foreign keys) but not change them.
    """
    wanted = sorted(set(identifiers))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {model._meta.db_table} WHERE organization_id = %s AND id = ANY(%s::uuid[])"
            " ORDER BY organization_id, id FOR NO KEY UPDATE",
            [current_organization_id(), identifier_array(wanted)],
        )
        return [row[0] for row in cursor.fetchall()]


def wait_for_turn(work: str, organization_id: UUID) -> None:
    """Wait until nobody else does this work for the organization; the turn ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{work} {organization_id}"])


@contextmanager
def turn_over_several_acts(work: str, organization_id: UUID, *, patience_seconds: float) -> Iterator[bool]:
    """Do work of several transactions while nobody else does it for the organization; whether the turn came in time.

    The turn belongs to the session, and ends with it where a process is killed.
    """
    key = [f"{work} {organization_id}"]
    until = time.monotonic() + patience_seconds
    while not (is_ours := _took_turn(key)) and time.monotonic() < until:
        time.sleep(0.1)
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 1))", key)


def _took_turn(key: list[str]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 1))", key)
        return bool(cursor.fetchone()[0])
