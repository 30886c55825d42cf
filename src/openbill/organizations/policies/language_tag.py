"""Which languages can be written in."""

from babel import Locale, UnknownLocaleError

from openbill.organizations.errors import LanguageUnknown


def language_tag(text: str) -> str:
    """A tag of BCP 47 in its usual spelling (pt-BR); blank stays blank. Raises LanguageUnknown."""
    tag = text.strip()
    if not tag:
        return ""
    try:
        return str(Locale.parse(tag.replace("_", "-"), sep="-")).replace("_", "-")
    except (UnknownLocaleError, ValueError):
        raise LanguageUnknown(language=text) from None
