"""Which countries there are."""

from functools import cache

from babel import Locale

from openbill.organizations.errors import CountryUnknown

_NOT_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Codes that CLDR has beside those of ISO 3166-1: unions, parts of countries, placeholders."""


def country_code(text: str) -> str:
    """A code of ISO 3166-1 (or XK, Kosovo) in capitals; blank stays blank. Raises CountryUnknown."""
    code = text.strip().upper()
    if code and code not in _countries():
        raise CountryUnknown(country=text)
    return code


@cache
def _countries() -> frozenset[str]:
    codes = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - _NOT_COUNTRIES
