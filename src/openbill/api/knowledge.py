"""As of which day, and known when, a question about the books is answered."""

from datetime import date, datetime

from openbill.foundation import clock
from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.queries.organization_in_force import organization_in_force
from openbill.primitives.errors import Refusal
from openbill.receivables.queries.known_at import knowledge_at


class KnownInTheFuture(Refusal):
    """Nobody knows yet what will be known at {known_at}."""

    remedy = "Leave `known_at` out for what is known now."


def day_or_today(as_of: date | None) -> date:
    """The day that is asked for, else today where the organization lives."""
    return as_of or organization_in_force().today


def sequence_of(known_at: datetime | None) -> int | None:
    """The number of the log up to which is known what is asked for; None for now. Raises KnownInTheFuture."""
    if known_at is None:
        return None
    if known_at > clock.now():
        raise KnownInTheFuture(known_at=known_at.isoformat())
    return knowledge_at(current_organization_id(), known_at).sequence
