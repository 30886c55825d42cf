"""Which time zones there are."""

from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from openbill.organizations.errors import TimeZoneUnknown


def time_zone_name(text: str) -> str:
    """A name of the IANA database; blank stays blank. Raises TimeZoneUnknown, naming the nearest."""
    name = text.strip()
    if name and name not in _names():
        nearest = get_close_matches(name, sorted(_names()), n=1, cutoff=0.6) or ["Europe/Berlin"]
        raise TimeZoneUnknown(time_zone=text, nearest=nearest[0])
    return name


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())
