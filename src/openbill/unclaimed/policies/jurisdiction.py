"""Whose law a credit falls under."""

import re

from openbill.unclaimed.errors import JurisdictionWrong

_STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "district of columbia": "DC", "florida": "FL", "georgia": "GA",
    "guam": "GU", "hawaii": "HI", "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS",
    "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI",
    "minnesota": "MN", "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV",
    "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY", "north carolina": "NC",
    "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA", "puerto rico": "PR",
    "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN", "texas": "TX",
    "utah": "UT", "vermont": "VT", "virgin islands": "VI", "virginia": "VA", "washington": "WA",
    "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY",
}  # fmt: skip
"""The states and territories of the United States that have a law on unclaimed property, by name."""

_CODES = frozenset(_STATES.values())
_WRITTEN = re.compile(r"[A-Z]{2}(-[A-Z]{2})?")
UNITED_STATES = "US"


def jurisdiction_of(country: str, region: str) -> str:
    """The jurisdiction of an address: its country, in the United States its state; blank without a country.

    "US" alone says that the state is not known. A region is a code (CA) or a name (California).
    """
    country = country.strip().upper()
    if country != UNITED_STATES:
        return country
    told = " ".join(region.replace(".", " ").split())
    code = told.upper().removeprefix("US-")
    code = code if code in _CODES else _STATES.get(told.lower(), "")
    return f"{UNITED_STATES}-{code}" if code else UNITED_STATES


def checked_jurisdiction(text: str) -> str:
    """A jurisdiction as a person wrote it, such as "us-ca" or "DE". Raises JurisdictionWrong."""
    jurisdiction = text.strip().upper()
    country, _, state = jurisdiction.partition("-")
    is_written = _WRITTEN.fullmatch(jurisdiction) is not None
    if not is_written or (country == UNITED_STATES) != bool(state) or (state and state not in _CODES):
        raise JurisdictionWrong(jurisdiction=text.strip()[:40] or "Nothing")
    return jurisdiction


def is_whole(jurisdiction: str) -> bool:
    """Whether it says enough to have a rule."""
    return jurisdiction not in ("", UNITED_STATES)


def name_of_state(code: str) -> str:
    """What a state of the United States is called, by its code (CA); the code where it is none."""
    names = {code: name for name, code in _STATES.items()}
    return names[code].title().replace(" Of ", " of ") if code in names else code
