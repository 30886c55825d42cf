"""What a country is called on a page."""

from babel import Locale, UnknownLocaleError


def country_name(code: str, language: str) -> str:
    """The name of an ISO 3166 country as a page prints it, or the code where it has none; blank stays blank."""
    if not code:
        return ""
    try:
        names = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        names = Locale("en").territories
    return str(names.get(code, code))
