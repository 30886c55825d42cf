"""Days that come every year."""

import re
from datetime import date

from openbill.unclaimed.errors import DayOfYearWrong

_WRITTEN = re.compile(r"(\d\d)-(\d\d)")


def checked_day_of_year(text: str) -> str:
    """A day of every year as "MM-DD"; blank stays blank. Raises DayOfYearWrong."""
    written = text.strip()
    if not written:
        return ""
    parts = _WRITTEN.fullmatch(written)
    try:
        # A year without a 29 February.
        date(2001, int(parts[1]) if parts else 0, int(parts[2]) if parts else 0)
    except ValueError:
        raise DayOfYearWrong(day=written[:20]) from None
    return written


def first_on_or_after(day: date, day_of_year: str) -> date:
    """The first such day of a year on or after a day."""
    month, number = (int(part) for part in day_of_year.split("-"))
    this_year = date(day.year, month, number)
    return this_year if this_year >= day else date(day.year + 1, month, number)
