"""What was done, by whom, when: the command log in the words of its people."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


class ActsBy(StrEnum):
    """What the log is sorted by."""

    WHEN = "when"


@dataclass(frozen=True, slots=True)
class Act:
    """A command that took effect. `by` is the name of the person or the key, blank for the program itself.

    `subject` holds what the log says in clear of what it was about. It has no seal in its first seconds.
    """

    id: UUID
    name: str
    actor_kind: str
    actor_id: UUID | None
    by: str
    at: datetime
    sequence: int | None
    sealed_at: datetime | None
    subject: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ActFilter:
    """Which acts are wanted; what is None does not narrow. `until` is the first instant that does not count.

    Jobs and answers to events are many, and nobody's act: `without_system` leaves them out.
    """

    actor_id: UUID | None = None
    name: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    without_system: bool = False


@dataclass(frozen=True, slots=True)
class ChainState:
    """How far the log is sealed, and how many acts still wait for their seal."""

    sequence: int
    sealed_at: datetime | None
    unsealed: int


_ACTS = """
    SELECT entry.id, entry.name, entry.actor_kind, entry.actor_id,
           coalesce(nullif(person.name, ''), person.email, api_key.name, ''),
           entry.recorded_at, entry.sequence, entry.sealed_at, entry.input
    FROM command_log entry
    LEFT JOIN user_account person ON entry.actor_kind = 'user' AND person.id = entry.actor_id
    LEFT JOIN api_key ON entry.actor_kind = 'api_key' AND api_key.organization_id = entry.organization_id
                     AND api_key.id = entry.actor_id
    WHERE entry.organization_id = %(organization)s AND entry.is_finished
"""


def acts(wanted: ActFilter, *, oldest_first: bool = False, behind: UUID | None = None, limit: int = 50) -> list[Act]:
    """Up to `limit` acts, the latest or the oldest first; `behind` is the last one of the page before."""
    conditions = {
        "entry.actor_id = %(actor)s": wanted.actor_id,
        "entry.name = %(name)s": wanted.name,
        "entry.recorded_at >= %(since)s": wanted.since,
        "entry.recorded_at < %(until)s": wanted.until,
        f"entry.id {'>' if oldest_first else '<'} %(behind)s": behind,
    }
    narrowed = "".join(f" AND {condition}" for condition, value in conditions.items() if value is not None)
    if wanted.without_system:
        narrowed += " AND entry.actor_kind <> 'system'"
    return _read(
        f"{_ACTS}{narrowed} ORDER BY entry.id {'ASC' if oldest_first else 'DESC'} LIMIT %(limit)s",
        actor=wanted.actor_id,
        name=wanted.name,
        since=wanted.since,
        until=wanted.until,
        behind=behind,
        limit=limit,
    )


def act_of(command_id: UUID) -> Act | None:
    """One act; None where there is none."""
    return next(iter(_read(f"{_ACTS} AND entry.id = %(id)s", id=command_id)), None)


def chain_state() -> ChainState:
    """How far the log of the organization in force is sealed."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(max(sequence), 0), max(sealed_at),
                   (SELECT count(*) FROM command_log WHERE organization_id = %(organization)s AND sequence IS NULL)
            FROM command_log WHERE organization_id = %(organization)s
            """,
            {"organization": current_organization_id()},
        )
        return ChainState(*cursor.fetchone())


def _read(statement: str, **parameters: Any) -> list[Act]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": current_organization_id(), **parameters})
        return [
            Act(identifier, name, kind, actor, by, at, sequence, sealed_at, _decoded(told))
            for identifier, name, kind, actor, by, at, sequence, sealed_at, told in cursor.fetchall()
        ]


def _decoded(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        value = json.loads(value)
    return value if isinstance(value, dict) else {}
