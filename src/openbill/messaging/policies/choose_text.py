"""Which of several texts a customer gets."""

from collections.abc import Iterable, Mapping

from openbill.messaging.types import TemplateFound, TemplateText

LAST_RESORT = "en"


def languages_to_try(*wanted: str) -> tuple[str, ...]:
    """The wanted languages in their order, each before its base (pt-BR, pt), and English at the end."""
    tried: list[str] = []
    for tag in (*wanted, LAST_RESORT):
        parts = tag.split("-")
        tried += ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys(tag for tag in tried if tag))


def choose_text(
    languages: Iterable[str], own: Mapping[str, tuple[int, TemplateText]], built_in: Mapping[str, TemplateText]
) -> TemplateFound | None:
    """The text in the first language that has one, the organization's own before the built-in one."""
    for language in languages:
        if language in own:
            revision, text = own[language]
            return TemplateFound(text, language, revision)
        if language in built_in:
            return TemplateFound(built_in[language], language, None)
    return None
