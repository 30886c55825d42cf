"""The days on which euros move between banks."""

from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
SATURDAY = 5
FIXED = ((1, 1), (5, 1), (12, 25), (12, 26))
"""Month and day of the closing days that are the same in every year."""


def is_target_day(day: date) -> bool:
    """Whether TARGET is open: not at weekends, nor on six days that the European Central Bank names for every year.

    1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December; holidays of a country do not count.
    """
    if day.weekday() >= SATURDAY or (day.month, day.day) in FIXED:
        return False
    easter = easter_sunday(day.year)
    return day not in (easter - 2 * ONE_DAY, easter + ONE_DAY)


def next_target_day(day: date) -> date:
    """The day itself where TARGET is open, else the first one after it."""
    while not is_target_day(day):
        day += ONE_DAY
    return day


def target_days_after(day: date, count: int) -> date:
    """The day that comes so many open days after a day; the day itself need not be one."""
    return _walk(day, count, ONE_DAY)


def target_days_before(day: date, count: int) -> date:
    """The day that comes so many open days before a day; the day itself need not be one."""
    return _walk(day, count, -ONE_DAY)


@lru_cache(maxsize=256)
def easter_sunday(year: int) -> date:
    """Easter of the Gregorian calendar: the Sunday after the first full moon, as the church counts it, of spring."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    leap_centuries, of_four = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon + 15) % 30
    leaps, of_leap = divmod(of_century, 4)
    weekday = (32 + 2 * of_four + 2 * leaps - epact - of_leap) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, before = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, before + 1)


def _walk(day: date, count: int, step: timedelta) -> date:
    while count:
        day += step
        count -= is_target_day(day)
    return day
