"""Proof that the log of an organization is complete, in order, unchanged, and not ahead of its time."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection

from openbill.foundation.command_log.hashed_content import hashed_content
from openbill.foundation.command_log.seal import BATCH, FIRST_HASH, chained_hash
from openbill.foundation.command_log.seals_ahead import seals_ahead


def broken_links(organization_id: UUID) -> Iterator[str]:
    """Each place at which the chain does not hold, in words; nothing where it does."""
    expected_sequence, previous = 1, FIRST_HASH
    while rows := _sealed_from(organization_id, expected_sequence):
        contents = dict(hashed_content(organization_id, [row[0] for row in rows]))
        for identifier, sequence, sealed_at, stored_previous, stored in rows:
            if sequence != expected_sequence:
                yield f"The command log misses number {expected_sequence}; the next one is {sequence}."
            content = {"sequence": sequence, "sealed_at": sealed_at.isoformat(), **contents[identifier]}
            if bytes(stored_previous) != previous:
                yield f"Command {sequence} ({content['name']}) does not follow on the one before it."
            if chained_hash(bytes(stored_previous), content) != bytes(stored):
                yield f"Command {sequence} ({content['name']}) was changed after it was sealed."
            expected_sequence, previous = sequence + 1, bytes(stored)
    ahead = seals_ahead(organization_id)
    if ahead is not None:
        yield (
            f"From command {ahead.first_sequence} on {ahead.count} are sealed in the future, up to"
            f" {ahead.last_at.isoformat(timespec='seconds')}: the clock was ahead then, or is behind now."
        )


def _sealed_from(organization_id: UUID, sequence: int) -> list[tuple[UUID, int, datetime, bytes, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, sequence, sealed_at, previous_hash, hash FROM command_log"
            " WHERE organization_id = %s AND sequence >= %s ORDER BY sequence LIMIT %s",
            [organization_id, sequence, BATCH],
        )
        rows: list[tuple[UUID, int, datetime, bytes, bytes]] = cursor.fetchall()
        return rows
