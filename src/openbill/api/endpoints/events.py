"""What happened, to be read on from where one was."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from openbill.api.endpoint import ask
from openbill.api.pages import ROWS, CursorWrong, Page, checked_limit, cursor_of, page, place_of
from openbill.foundation.command_log.sealed_events import sealed_events
from openbill.foundation.context import Context
from openbill.primitives.errors import Refusal
from openbill.webhooks.policies.event_permissions import EVENT_PERMISSIONS

LARGEST_SEQUENCE = 2**63 - 1


class KindOfEventUnknown(Refusal):
    """There is no kind of event {kind!r}, or this key may not hear of it."""

    remedy = "Those that the key may hear of are listed at /api/v1/events/kinds."


@dataclass(frozen=True, slots=True)
class EventTold:
    """One fact. `cursor` is the place behind it: ask for what is `after` it to read on, today or in a year."""

    id: UUID
    kind: str
    at: datetime
    facts: dict[str, Any]
    command: str
    command_id: UUID
    actor: str
    cursor: str


def list_events(
    *, kind: str | None = None, after: str | None = None, limit: int = ROWS, context: Context
) -> Page[EventTold]:
    """What happened, in the order in which it became final; nothing is ever put in between or left out.

    An event is listed when its command is sealed, a few seconds after it. Kinds of which the key may not see the
    subject are left out.
    """
    kinds = _heard_of(context)
    if kind is not None:
        if kind not in kinds:
            raise KindOfEventUnknown(kind=kind)
        kinds = [kind]
    place = place_of(after, int, UUID)
    if place is not None and not 0 <= place[0] <= LARGEST_SEQUENCE:
        raise CursorWrong
    rows = [
        EventTold(
            row.id, row.kind, row.at, row.facts, row.command, row.command_id, row.actor,
            cursor_of((row.sequence, row.id)),
        )
        for row in sealed_events(kinds, after=place, limit=checked_limit(limit) + 1)
    ]  # fmt: skip
    found = page(rows, limit, lambda row: (row.id,))
    return Page(found.data, next=found.data[-1].cursor if found.next else None)


def list_event_kinds(*, context: Context) -> list[str]:
    """The kinds of events of which the key may hear."""
    return _heard_of(context)


def _heard_of(context: Context) -> list[str]:
    return sorted(kind for kind, permission in EVENT_PERMISSIONS.items() if context.may(permission))


ENDPOINTS = (
    # Events are told whoever their customers are: whoever sees only some customers does not get them.
    ask("/events", "organizations.view", list_events),
    ask("/events/kinds", "organizations.view", list_event_kinds),
)
