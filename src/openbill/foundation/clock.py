"""The one module that reads the clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def business_date(at: datetime, time_zone: str) -> date:
    """The calendar date at which an instant falls in a place, such as "Europe/Berlin"."""
    return at.astimezone(ZoneInfo(time_zone)).date()
