"""When a delivery that failed is tried again, and when a webhook that fails is given up."""

from datetime import datetime, timedelta

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
"""After each attempt that failed: about 22 hours in all; then the delivery is given up, and can be replayed."""

JITTER = 0.2
DAYS_UNTIL_DISABLED = 5


def next_attempt_at(attempts: int, at: datetime, chance: float) -> datetime | None:
    """The instant of the next attempt after so many; None where there is none. `chance` from 0 to 1 spreads it."""
    assert attempts >= 1, "There is a next attempt only after one."
    assert 0 <= chance <= 1, "A chance is a part of the whole."
    if attempts > len(WAITS):
        return None
    return at + WAITS[attempts - 1] * (1 - JITTER + 2 * JITTER * chance)


def fails_for_too_long(failing_since: datetime | None, at: datetime) -> bool:
    """Whether a webhook that has taken nothing since an instant is to be disabled."""
    return failing_since is not None and at - failing_since >= timedelta(days=DAYS_UNTIL_DISABLED)
