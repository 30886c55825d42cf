"""The language of a sheet: its words and its figures."""

from dataclasses import dataclass
from functools import cache

from openbill.documents.rendering.figures import Figures, figures_of
from openbill.documents.rendering.words import Words, printed_language, words_of


@dataclass(frozen=True, slots=True)
class Language:
    words: Words
    figures: Figures


@cache
def language_of(tag: str) -> Language:
    """The language of a tag of BCP 47; English where there are no labels for it."""
    return Language(words_of(printed_language(tag)), figures_of(tag))
