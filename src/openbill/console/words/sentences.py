"""What the domains say in English, told in the reader's language: refusals, and sentences that were kept."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from string import Formatter
from typing import NamedTuple

from django.utils.translation import get_language, gettext

from openbill.console.formats import Formats
from openbill.console.words.phrases import PHRASES
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

_WORDS = frozenset(
    {"act", "channel", "field", "format", "kind", "lifecycle", "limit", "part", "place", "possible", "problem"}
    | {"reason", "reasons", "state"}
)
"""The facts that are words of ours, and not what somebody wrote."""

LONGEST = 1_000
"""None of ours is longer; what somebody wrote is not searched for ours in vain."""

_PLACE = re.compile(r"\{(\w+)[^}]*\}")


class Told(NamedTuple):
    """What is wrong, and what would be right."""

    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()


def told(refusal: Refusal, formats: Formats) -> Told:
    """A refusal in the reader's language, its amounts and days as the reader writes them."""
    if _is_english():
        facts = {name: formats.day(each) if type(each) is date else each for name, each in refusal.facts.items()}
        return Told(*(each.format(**facts) for each in type(refusal).templates()))
    facts = {name: _fact(name, value, formats) for name, value in refusal.facts.items()}
    return Told(*(gettext(each).format(**facts) if each else "" for each in type(refusal).templates()))


def sentence(text: str) -> str:
    """A sentence of ours that was kept in English, in the reader's language; anything else stays as it is."""
    if not text or len(text) > LONGEST or _is_english():
        return text
    if (known := gettext(text)) != text:
        return known
    for templates, pattern in _patterns():
        if found := pattern.fullmatch(text):
            return " ".join(_filled(gettext(each), found.groupdict()) for each in templates)
    return text


def all_refusals(base: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Every kind of refusal that is known to this process."""
    for each in base.__subclasses__():
        yield each
        yield from all_refusals(each)


def _is_english() -> bool:
    return (get_language() or "en").startswith("en")


def _filled(template: str, parts: dict[str, str]) -> str:
    return _PLACE.sub(lambda place: _part(parts[place[1]]), template)


def _fact(name: str, value: object, formats: Formats) -> object:
    if isinstance(value, Money):
        return formats.money(value.minor_units, value.currency)
    if type(value) is date:
        return formats.day(value)
    if name in _WORDS and isinstance(value, str):
        return _part(value)
    return value


def _part(text: str) -> str:
    """A part of a sentence: a sentence of its own, or a list of them."""
    for between in ("; ", ", "):
        if (whole := sentence(text)) != text:
            return whole
        if between in text:
            return between.join(_part(each) for each in text.split(between))
    return sentence(text)


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """What may have been kept, the most telling first: phrases, and refusals with what would be right and without."""
    kept: list[tuple[str, ...]] = [(each,) for each in PHRASES if "{" in each]
    for message, remedy in {refusal.templates() for refusal in all_refusals()}:
        kept += [(message, remedy), (message,)] if remedy else [(message,)]
    kept.sort(key=lambda templates: -len(_PLACE.sub("", " ".join(templates))))
    return tuple((each, _pattern(" ".join(each))) for each in kept)


def _pattern(template: str) -> re.Pattern[str]:
    seen: set[str] = set()
    parts = []
    for literal, name, _spec, _conversion in Formatter().parse(template):
        parts.append(re.escape(literal))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
            seen.add(name)
    return re.compile("".join(parts))
