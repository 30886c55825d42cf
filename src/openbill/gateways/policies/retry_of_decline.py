"""Which failed tries of a saved method are made again by themselves, and when.

The table in docs/algorithms/gateways.md is this one; a test reads it. Who has no right any more, or whose card is gone,
is never tried again: it cannot succeed, and the schemes of cards forbid it.
"""

from datetime import datetime, timedelta

from openbill.gateways.types import DeclineReason

DAYS_UNTIL_RETRY: dict[DeclineReason, tuple[int, ...]] = {
    DeclineReason.INSUFFICIENT_FUNDS: (3, 5, 7),
    DeclineReason.LIMIT_EXCEEDED: (1, 3, 7),
    DeclineReason.DECLINED: (2, 5),
    DeclineReason.TRY_AGAIN: (1, 1, 2),
    DeclineReason.UNREACHABLE: (1, 1, 2),
    DeclineReason.AUTHENTICATION_NEEDED: (),
    DeclineReason.ABANDONED: (),
    DeclineReason.EXPIRED: (),
    DeclineReason.INVALID: (),
    DeclineReason.LOST_OR_STOLEN: (),
    DeclineReason.ACCOUNT_CLOSED: (),
    DeclineReason.NOT_ALLOWED: (),
    DeclineReason.AUTHORITY_ENDED: (),
    DeclineReason.FRAUD: (),
}
"""So many days after the first failure, the second, and so on; then no more."""

ENDS_METHOD = frozenset(
    {
        DeclineReason.EXPIRED,
        DeclineReason.INVALID,
        DeclineReason.LOST_OR_STOLEN,
        DeclineReason.ACCOUNT_CLOSED,
        DeclineReason.NOT_ALLOWED,
        DeclineReason.AUTHORITY_ENDED,
        DeclineReason.FRAUD,
    }
)
"""The hard declines: the saved method is not used again until the customer gives another one."""


def retry_at(reason: DeclineReason, failures: int, failed_at: datetime) -> datetime | None:
    """When a saved method is tried again after so many failures for one request; None where it is not."""
    assert failures >= 1, "A retry follows a failure."
    waits = DAYS_UNTIL_RETRY[reason]
    return failed_at + timedelta(days=waits[failures - 1]) if failures <= len(waits) else None
