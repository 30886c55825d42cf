"""Seals of a time that has not come: the clock was ahead once, or it is behind now."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connections

from openbill.foundation import clock
from openbill.foundation.command_log.seal import CLOCKS_MAY_DIFFER


@dataclass(frozen=True, slots=True)
class SealsAhead:
    """How many commands are sealed in the future: from this sequence number on, up to this instant."""

    count: int
    first_sequence: int
    last_at: datetime


def seals_ahead(organization_id: UUID, *, using: str = "default") -> SealsAhead | None:
    """The seals of an organization that lie in the future; None where there are none, as it should be.

    As instants only grow, everything that was done since the clock was ahead is among them.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(sequence), max(sealed_at) FROM command_log"
            " WHERE organization_id = %s AND sealed_at > %s",
            [organization_id, clock.now() + CLOCKS_MAY_DIFFER],
        )
        row = cursor.fetchone()
    assert row is not None
    return SealsAhead(*row) if row[0] else None
