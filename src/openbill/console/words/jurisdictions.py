"""What jurisdictions are called: countries, and states of the United States."""

from babel import Locale

from openbill.unclaimed.policies.jurisdiction import name_of_state


def jurisdiction_name(code: str, locale: Locale) -> str:
    """The name of a jurisdiction (US-CA, DE) in the reader's language; states keep their own."""
    country, _, state = code.partition("-")
    named = str(locale.territories.get(country, country))
    return f"{name_of_state(state)} ({named})" if state else named
