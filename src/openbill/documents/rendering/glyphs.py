"""Whether the shipped fonts can show every character of a sheet: Typst would print an empty box, or refuse."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openbill.documents.errors import GlyphsMissing
from openbill.primitives.unseen_characters import unseen_character

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ("Inter", "NotoSansHebrew", "NotoSansArabic")
MOST_TEXTS_NAMED = 5
MOST_CHARACTERS_NAMED = 10


def check_glyphs(sheet: Any, page: str) -> None:
    """Refuse a sheet with a character that cannot be shown; `page` is all that will be printed, as JSON.

    Raises GlyphsMissing, which names each field and its characters.
    """
    # Nearly every sheet is done with here. JSON hides control characters behind \u00.
    if plain_characters().issuperset(page) and "\\u00" not in page:
        return
    found = [(field, missing) for field, text in texts_of(sheet) if (missing := missing_in(text))]
    if found:
        told = [f"{field} has {_told(missing)}" for field, missing in found[:MOST_TEXTS_NAMED]]
        more = len(found) - len(told)
        told += [f"and {more} more texts have such characters"] if more else []
        raise GlyphsMissing(sheet=sheet.name, texts="; ".join(told))


def missing_in(text: str) -> list[str]:
    """The characters of a text, with their marks, that no font can show, each once.

    A letter and the marks on it must be in one font, composed or apart; that is how they are set.
    """
    missing: dict[str, None] = {}
    for cluster in _clusters(text):
        shown = "".join(character for character in cluster if not _is_ignorable(character))
        if unseen_character(shown) is not None or not _is_in_one_font(shown):
            missing[cluster] = None
    return list(missing)


def texts_of(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """(field, text) of every text in a sheet; a field is named like "lines 3, description"."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, tuple):
        for number, part in enumerate(value, 1):
            yield from texts_of(part, f"{field} {number}")
    elif is_dataclass(value):
        for part in fields(value):
            name = part.name.replace("_", " ")
            yield from texts_of(getattr(value, part.name), f"{field}, {name}" if field else name)


@cache
def coverage() -> tuple[frozenset[str], ...]:
    """The characters of each family, in the order in which they are asked."""
    # Imported here: it is slow to load, and whoever only asks for a page needs no fonts.
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    found = []
    for family in FAMILIES:
        with TTFont(FONTS / f"{family}-Regular.ttf", lazy=True) as font:
            found.append(frozenset(map(chr, font.getBestCmap())))
    return tuple(found)


@cache
def plain_characters() -> frozenset[str]:
    """Characters that are shown whatever stands beside them."""
    return frozenset(
        character
        for character in frozenset().union(*coverage())
        if unicodedata.category(character)[0] not in "MC" and unseen_character(character) is None
    )


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for character in text.replace("\r\n", "").replace("\n", "").replace("\t", " "):
        if cluster and not (unicodedata.category(character)[0] == "M" or _is_ignorable(character)):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _is_in_one_font(cluster: str) -> bool:
    spellings = {unicodedata.normalize(form, cluster) for form in ("NFC", "NFD")}
    return any(family.issuperset(spelling) for family in coverage() for spelling in spellings)


def _is_ignorable(character: str) -> bool:
    """Joiners, soft hyphens and the like, which no font needs; not those that change how a text is read."""
    is_format = unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"
    return is_format and unseen_character(character) is None


def _told(missing: Sequence[str]) -> str:
    """The first ten characters as they are: whoever wrote them knows them by their looks."""
    shown = ", ".join(map(_named, missing[:MOST_CHARACTERS_NAMED]))
    more = len(missing) - MOST_CHARACTERS_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _named(cluster: str) -> str:
    """A character in quotation marks; one that nobody sees by its code."""
    if unseen_character(cluster) is None:
        return f"“{cluster}”"
    return " ".join(f"U+{ord(character):04X}" for character in cluster)
