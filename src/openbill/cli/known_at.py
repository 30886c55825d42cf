"""What a report asked for with --known-at stands on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from openbill.foundation.command_log.seal import seal_commands
from openbill.foundation.tenancy import scope
from openbill.organizations.types import OrganizationSummary
from openbill.receivables.queries.known_at import Knowledge, knowledge_at


@dataclass(frozen=True, slots=True)
class KnownAt:
    """The instant that was asked for, and what was known then."""

    at: datetime
    knowledge: Knowledge

    def as_json(self) -> dict[str, object]:
        return {"known_at": self.at.isoformat(), "provisional": self.knowledge.is_provisional}

    def __str__(self) -> str:
        provisional = ", provisional: more may become known" if self.knowledge.is_provisional else ""
        return f"as known at {self.at.isoformat(timespec='seconds')}{provisional}"


def known_at(organization: OrganizationSummary, at: date | datetime | None) -> KnownAt | None:
    """Seal what is not sealed yet, then say what was known; None where it was not asked for."""
    if at is None:
        return None
    instant = instant_of(at, organization.time_zone)
    seal_commands(organization.id)
    with scope(organization.id):
        return KnownAt(instant, knowledge_at(organization.id, instant))


def sequence_of(known: KnownAt | None) -> int | None:
    """The place in the command log to read up to; None for all that is known."""
    return known.knowledge.sequence if known is not None else None


def instant_of(at: date | datetime, time_zone: str) -> datetime:
    """An instant in UTC: of a bare day the end of it, of a time without offset the one in the time zone."""
    zone = ZoneInfo(time_zone)
    if isinstance(at, datetime):
        return (at if at.tzinfo is not None else at.replace(tzinfo=zone)).astimezone(UTC)
    next_midnight = datetime.combine(at + timedelta(days=1), time(), tzinfo=zone)
    return next_midnight.astimezone(UTC) - timedelta(microseconds=1)
