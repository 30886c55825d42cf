"""Working days of a country, and what happens to a date that falls on another day."""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class Convention(StrEnum):
    """Where a date goes that falls on a weekend or public holiday (the words of ISDA's definitions)."""

    NONE = "none"
    FOLLOWING = "following"
    MODIFIED_FOLLOWING = "modified_following"
    PRECEDING = "preceding"


def is_business_day(day: date, country: str) -> bool:
    """Whether a bank works on a day: neither a weekend nor a holiday of the whole country.

    `country` is an ISO 3166 code; of a country that is not known only the weekends are (Saturday, Sunday).
    """
    return day.weekday() < SATURDAY and day not in _holidays(country)


def adjusted(day: date, convention: Convention, country: str) -> date:
    """The day itself where it is a business day, else the one that the convention says."""
    if convention is Convention.NONE:
        return day
    if convention is Convention.PRECEDING:
        return _nearest(day, -ONE_DAY, country)
    following = _nearest(day, ONE_DAY, country)
    if convention is Convention.MODIFIED_FOLLOWING and following.month != day.month:
        return _nearest(day, -ONE_DAY, country)
    return following


def business_days_between(earlier: date, later: date, country: str) -> int:
    """How many business days come after the earlier date, up to and including the later one."""
    count, day = 0, earlier
    while day < later:
        day += ONE_DAY
        count += is_business_day(day, country)
    return count


def _nearest(day: date, step: timedelta, country: str) -> date:
    while not is_business_day(day, country):
        day += step
    return day


@lru_cache(maxsize=256)
def _holidays(country: str) -> "holidays.HolidayBase | frozenset[date]":
    try:
        known = holidays.country_holidays(country)
    except (NotImplementedError, KeyError):
        return frozenset()
    # Half days, and days on which only banks are closed, are categories of their own in some countries.
    wanted = {"public", "bank", "government"} & set(known.supported_categories)
    return holidays.country_holidays(country, categories=tuple(sorted(wanted or {"public"})))
