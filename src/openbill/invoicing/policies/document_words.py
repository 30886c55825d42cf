"""What documents say of themselves, in the customer's language."""

from dataclasses import dataclass

from babel import Locale, UnknownLocaleError


@dataclass(frozen=True, slots=True)
class DocumentWords:
    rounding: str


_WORDS = {
    "en": DocumentWords(rounding="Each line is rounded once, and the tax once per rate."),
    "de": DocumentWords(rounding="Jede Position ist einmal gerundet, die Steuer einmal je Steuersatz."),
}


def document_words(language: str) -> DocumentWords:
    """The words of a language; English where it has none of its own."""
    return _WORDS.get(language.split("-")[0], _WORDS["en"])


def country_name(code: str, language: str) -> str:
    """The name of an ISO 3166 country as a page prints it, or the code where it has none; blank stays blank."""
    if not code:
        return ""
    try:
        names = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        names = Locale("en").territories
    return str(names.get(code, code))
