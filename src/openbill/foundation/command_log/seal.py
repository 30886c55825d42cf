"""The seal: a gap-free order of the committed commands of an organization, and the chain of their hashes.

*Known at T* means: the commands sealed by T. The seal is given after the commit, by one sealer at a time,
with instants that only grow; so whatever was answered for an instant up to the last seal stays true for
ever, however slow another transaction was.

Also a clock that was ahead once is never taken back: what was answered for its instants stays true. Whatever is
sealed after it comes after its instants too, and `last_seal` says up to where answers are final.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from openbill.foundation import clock
from openbill.foundation.command_log.codec import canonical_bytes
from openbill.foundation.command_log.hashed_content import hashed_content
from openbill.foundation.tenancy import scope

FIRST_HASH = bytes(32)
BATCH = 1_000
CLOCKS_MAY_DIFFER = timedelta(minutes=1)
"""How far the clocks of two machines that seal may be apart, before one of them counts as wrong."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seal:
    """The end of an organization's chain: the last sequence number and the instant at which it was given."""

    sequence: int
    at: datetime
    hash: bytes


def seal_commands(organization_id: UUID) -> int:
    """Seal every committed command that has no seal yet, and count them.

    All of them at one instant, in one transaction: whoever waited for another command before it wrote is
    never sealed earlier than that one. Idempotent, and safe to be called by several at once: they wait for
    each other on the organization's row.
    """
    with scope(organization_id), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM organization WHERE id = %s FOR NO KEY UPDATE", [organization_id])
        end = last_seal(organization_id)
        cursor.execute(
            "SELECT id FROM command_log WHERE organization_id = %s AND sequence IS NULL AND is_finished"
            " ORDER BY recorded_at, id",
            [organization_id],
        )
        identifiers: Sequence[UUID] = [row[0] for row in cursor.fetchall()]
        sealed_at = _later_than(end)
        if identifiers and sealed_at > clock.now() + CLOCKS_MAY_DIFFER:
            logger.warning(
                "Commands are sealed in the future, as the last seal lies there: was the clock ahead?",
                extra={"of": organization_id, "sealed_at": sealed_at.isoformat()},
            )
        for start in range(0, len(identifiers), BATCH):
            end = _seal(organization_id, identifiers[start : start + BATCH], end, sealed_at)
    return len(identifiers)


def last_seal(organization_id: UUID, *, by: datetime | None = None) -> Seal | None:
    """The end of the chain, or what was its end at an instant; None where nothing was sealed yet.

    `by` the present, it is the last seal whose instant has come. Others lie in the future where the clock was
    ahead once; then nothing is known of what was done since, and answers for an instant after it are provisional.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence, sealed_at, hash FROM command_log"
            " WHERE organization_id = %(organization)s AND sealed_at <= coalesce(%(by)s, timestamptz 'infinity')"
            " ORDER BY sealed_at DESC, sequence DESC LIMIT 1",
            {"organization": organization_id, "by": by},
        )
        row = cursor.fetchone()
    return Seal(row[0], row[1], bytes(row[2])) if row else None


def sequence_known_at(organization_id: UUID, at: datetime) -> int:
    """The highest sequence number that was sealed by an instant; 0 where nothing was."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(sequence), 0) FROM command_log WHERE organization_id = %s AND sealed_at <= %s",
            [organization_id, at],
        )
        row = cursor.fetchone()
    assert row is not None
    sequence: int = row[0]
    return sequence


def chained_hash(previous: bytes, content: object) -> bytes:
    """The hash of an entry: SHA-256 over the previous hash and the entry's canonical content."""
    return hashlib.sha256(previous + canonical_bytes(content)).digest()


def _seal(organization_id: UUID, identifiers: Sequence[UUID], end: Seal | None, sealed_at: datetime) -> Seal:
    sequence, previous = (end.sequence, end.hash) if end else (0, FIRST_HASH)
    seals = []
    for identifier, content in hashed_content(organization_id, identifiers):
        sequence += 1
        current = chained_hash(previous, {"sequence": sequence, "sealed_at": sealed_at.isoformat(), **content})
        seals.append((identifier, sequence, previous, current))
        previous = current
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE command_log SET sequence = seal.sequence, sealed_at = %s,
                                   previous_hash = seal.previous_hash, hash = seal.hash
            FROM unnest(%s::uuid[], %s::bigint[], %s::bytea[], %s::bytea[])
                 AS seal (id, sequence, previous_hash, hash)
            WHERE command_log.organization_id = %s AND command_log.id = seal.id
            """,
            [sealed_at, *(list(column) for column in zip(*seals, strict=True)), organization_id],
        )
    return Seal(sequence, sealed_at, previous)


def _later_than(end: Seal | None) -> datetime:
    """Now; or just after the last seal, should the machine's clock have gone back."""
    present = clock.now()
    if end is not None and present <= end.at:
        return end.at + timedelta(microseconds=1)
    return present
