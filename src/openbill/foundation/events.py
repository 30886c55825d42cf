"""Facts that commands publish, and who has asked to hear of them."""

import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection

from openbill.foundation.command_log.codec import as_json
from openbill.foundation.context import Context
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.text_array import text_array
from openbill.primitives.identifiers import new_identifiers

Subscriber: TypeAlias = Callable[[dict[str, Any], Context], None]

_subscribers: dict[str, dict[str, Subscriber]] = {}
_subscribers_at_once: dict[str, dict[str, Subscriber]] = {}


@dataclass
class EventsOfACommand:
    """The events of the command that runs, in the order in which they were published."""

    kinds_and_payloads: list[tuple[str, Any]] = field(default_factory=list)


events_in_progress: ContextVar[EventsOfACommand | None] = ContextVar("events_in_progress", default=None)


def publish(event: Any, *, context: Context) -> None:
    """Tell a fact: a frozen dataclass in the past tense, identifiers and amounts only, nothing personal.

    It is stored, and its subscribers' jobs are queued, in the transaction of the running command.
    """
    assert context.command_id is not None, "Events are published inside a command."
    events = events_in_progress.get()
    assert events is not None
    events.kinds_and_payloads.append((type(event).__name__, as_json(event)))


def subscribe(kind: type, name: str, subscriber: Subscriber, *, at_once: bool = False) -> None:
    """Have `subscriber` called for each event of a kind. Only `wiring/subscriptions.py` says this.

    In a job after the commit; or `at_once`, in the transaction of the command itself, where one fact
    without the other would leave something half-made.
    """
    (_subscribers_at_once if at_once else _subscribers).setdefault(kind.__name__, {})[name] = subscriber


def answer_at_once(events: EventsOfACommand, *, context: Context) -> None:
    """Call the subscribers that belong into the transaction; what they publish is answered as well."""
    position = 0
    while position < len(events.kinds_and_payloads):
        kind, payload = events.kinds_and_payloads[position]
        for subscriber in _subscribers_at_once.get(kind, {}).values():
            subscriber(payload, context)
        position += 1


def subscribers_of(kind: str) -> dict[str, Subscriber]:
    """The subscribers of a kind of event, by name."""
    return _subscribers.get(kind, {})


def store_events(events: EventsOfACommand, *, context: Context) -> list[UUID]:
    """Store a finished command's events and return the identifiers of those that somebody listens to."""
    if not events.kinds_and_payloads:
        return []
    kinds = [kind for kind, _ in events.kinds_and_payloads]
    identifiers = new_identifiers(len(kinds))
    with connection.cursor() as cursor:
        # One statement for all of them: a batch tells of thousands.
        cursor.execute(
            """
            INSERT INTO event (organization_id, id, command_id, kind, payload, at)
            SELECT %(organization)s, told.id, %(command)s, told.kind, told.payload, %(at)s
            FROM ROWS FROM (unnest(%(ids)s::uuid[]), unnest(%(kinds)s::text[]),
                            jsonb_array_elements(%(payloads)s::jsonb)) AS told (id, kind, payload)
            """,
            {
                "organization": context.organization_id,
                "command": context.command_id,
                "at": context.at,
                "ids": identifier_array(identifiers),
                "kinds": text_array(kinds),
                "payloads": json.dumps([payload for _, payload in events.kinds_and_payloads]),
            },
        )
    return [identifier for identifier, kind in zip(identifiers, kinds, strict=True) if subscribers_of(kind)]
