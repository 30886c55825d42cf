"""The events of sealed commands, in the order of the seal: a list that only grows at its end.

Nobody who reads on from the last event that was seen can miss one, however late a transaction commits: the numbers are
given after the commit, by one sealer at a time (it holds the organization's row), each higher than all before, and all
of one sealing become visible at once. So what was read up to a number is complete for ever. An event is seen when its
command is sealed, a few seconds after it happened.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class SealedEvent:
    """One fact: what happened, when, by which command and by whom; `sequence` is the command's place in the log."""

    id: UUID
    kind: str
    at: datetime
    facts: dict[str, Any]
    command: str
    command_id: UUID
    actor: str
    sequence: int


def sealed_events(
    kinds: Collection[str], *, after: tuple[int, UUID] | None = None, limit: int = 50
) -> list[SealedEvent]:
    """Events of these kinds, the first sealed first; `after` is the sequence and identifier of the last one seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT event.id, event.kind, event.at, event.payload::text, log.name, log.id,
                   concat_ws(' ', log.actor_kind, log.actor_id), log.sequence
            FROM command_log log
            CROSS JOIN LATERAL (
                SELECT id, kind, at, payload FROM event
                WHERE organization_id = log.organization_id AND command_id = log.id AND kind = ANY(%(kinds)s)
                -- Kept apart by the order, or all events would be joined for the sake of a page.
                ORDER BY id
            ) AS event
            WHERE log.organization_id = %(organization)s AND log.sequence >= %(sequence)s
              AND (log.sequence, event.id) > (%(sequence)s, %(event)s::uuid)
            ORDER BY log.sequence, event.id
            LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "sequence": after[0] if after else 0,
                "event": after[1] if after else UUID(int=0),
                "kinds": list(kinds),
                "limit": limit,
            },
        )
        return [
            SealedEvent(event_id, kind, at, json.loads(facts), *command)
            for event_id, kind, at, facts, *command in cursor.fetchall()
        ]
