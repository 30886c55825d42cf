"""What waits to be sent, and what was."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE
from openbill.messaging.queries.messages_of_customer import SUMMARY_FIELDS, MessageSummary
from openbill.organizations.models import Organization

ENDED = ("sent", "bounced", "suppressed", "cancelled")
"""The states out of which nothing comes by itself, and nobody has to do anything."""


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many messages are in a state, and when the oldest of them was composed."""

    state: str
    count: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class Outbox:
    """Counts by state, in the order of the lifecycle; states without messages are left out."""

    is_in_safe_mode: bool
    waiting: tuple[StateCount, ...]
    ended: tuple[StateCount, ...]


def outbox(*, since: datetime) -> Outbox:
    """What waits, whenever it was composed, and what was composed since an instant and has ended."""
    waiting = [state for state in MESSAGE_LIFECYCLE.states if state not in ENDED]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT state, count(*), min(composed_at) FROM message
            WHERE organization_id = %(organization)s
              AND (state = ANY(%(waiting)s) OR (state = ANY(%(ended)s) AND composed_at >= %(since)s))
            GROUP BY state
            """,
            {
                "organization": current_organization_id(),
                "waiting": waiting,
                "ended": list(ENDED),
                "since": since,
            },
        )
        counts = {row[0]: StateCount(*row) for row in cursor.fetchall()}
    return Outbox(
        Organization.objects.values_list("is_in_safe_mode", flat=True).get(id=current_organization_id()),
        tuple(counts[state] for state in waiting if state in counts),
        tuple(counts[state] for state in ENDED if state in counts),
    )


def messages_in_state(state: str, *, after: UUID | None = None, limit: int = 100) -> list[MessageSummary]:
    """The messages in one state in the order in which they were made, from behind `after` on."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT {", ".join(SUMMARY_FIELDS)} FROM message
            WHERE organization_id = %(organization)s AND state = %(state)s
              AND (%(after)s::uuid IS NULL OR id > %(after)s::uuid)
            ORDER BY id LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), "state": state, "after": after, "limit": limit},
        )
        return [MessageSummary(*row) for row in cursor.fetchall()]
