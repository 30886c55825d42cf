"""Months and days as business dates count them."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta


def month_start(day: date) -> date:
    """The first day of the day's month."""
    return date(day.year, day.month, 1)


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return date(day.year, day.month, monthrange(day.year, day.month)[1])


def next_month_start(day: date) -> date:
    """The first day of the month after the day's."""
    return month_end(day) + timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter.

    Count from the first date of a schedule, not from the date before: 31 January plus one month
    is 28 February, and one month after that is 28 March.
    """
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    last_day = monthrange(year, month_index + 1)[1]
    return date(year, month_index + 1, min(day.day, last_day))


def days_between(earlier: date, later: date) -> int:
    """How many days later the second date is; negative where it is the earlier one."""
    return (later - earlier).days


def month_starts(first_day: date, last_day: date) -> Iterator[date]:
    """The first day of each month that the span touches, both ends included."""
    month = month_start(first_day)
    while month <= last_day:
        yield month
        month = next_month_start(month)
