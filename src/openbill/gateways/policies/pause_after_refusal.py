"""When something is tried again that was refused: with growing pauses, and not for ever.

The table in docs/algorithms/gateways.md is this one; a test reads it.
"""

from datetime import datetime, timedelta

PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
"""After the first refusal, the second, and so on."""

REFUSALS_UNTIL_TOLD = 3
"""So often a refund is refused before people are told: a gateway that is down for an hour is no task."""


def notice_is_read_again_at(refusals: int, at: datetime) -> datetime | None:
    """When a notice is read again that was refused so often, the last time at an instant; None where it is not."""
    assert refusals >= 1, "A pause follows a refusal."
    return at + PAUSES[refusals - 1] if refusals <= len(PAUSES) else None


def refund_is_asked_again_at(refusals: int, at: datetime) -> datetime:
    """The same for a refund, which is owed to somebody: it is asked for until it is given, once a day in the end."""
    assert refusals >= 1, "A pause follows a refusal."
    return at + PAUSES[min(refusals, len(PAUSES)) - 1]
