"""Which day's books a page shows, and as known when: both stand in its address."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from openbill.console.choices import named_day
from openbill.console.reader import Reader
from openbill.receivables.queries.known_at import knowledge_at


@dataclass(frozen=True, slots=True)
class AsKnown:
    """What was known at an instant; `typed` is that instant as a field of a form writes it, where the reader lives."""

    at: datetime
    typed: str
    sequence: int
    is_provisional: bool


def asked_day(request: HttpRequest, reader: Reader) -> date:
    """The day of the address; today where there is none, or none that can be read."""
    return named_day(request, "as_of") or reader.today


def asked_knowledge(request: HttpRequest, reader: Reader) -> AsKnown | None:
    """What was known at the instant of the address; None for all that is known now, also where it names no instant of
    the past."""
    try:
        local = datetime.fromisoformat(request.GET.get("known", "")).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError:
        return None
    at = local.replace(tzinfo=ZoneInfo(reader.organization.time_zone))
    if at >= reader.context.at:
        return None
    knowledge = knowledge_at(reader.organization.id, at)
    return AsKnown(at, local.isoformat(timespec="minutes"), knowledge.sequence, knowledge.is_provisional)
