"""Countries, languages, currencies and time zones by name, as a reader looks for them."""

from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from openbill.primitives.currency import CURRENCIES

_LANGUAGES_WRITTEN = ("cs", "da", "de", "en", "es", "fi", "fr", "it", "ja", "nl", "nb", "pl", "pt", "sv", "tr", "zh")
"""Languages that a form offers; files and programs may name any other."""


@cache
def countries(locale: Locale) -> list[tuple[str, str]]:
    """Every country with its code, by name."""
    named = ((code, name) for code, name in locale.territories.items() if len(code) == 2 and code not in _NO_COUNTRIES)
    return sorted(named, key=lambda each: each[1])


@cache
def languages(locale: Locale) -> list[tuple[str, str]]:
    """Languages with their codes, by name."""
    return sorted(((code, locale.languages[code]) for code in _LANGUAGES_WRITTEN), key=lambda each: each[1])


@cache
def currencies(locale: Locale) -> list[tuple[str, str]]:
    """Currencies with their codes, which stand before the names, as that is what people type."""
    return [(code, f"{code} · {locale.currencies.get(code, code)}") for code in CURRENCIES]


@cache
def time_zones() -> list[tuple[str, str]]:
    """Time zones of places, by name."""
    named = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "System")))
    return [(name, name.replace("_", " ")) for name in ["UTC", *named]]


_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"})
"""Codes of regions and of nothing."""
