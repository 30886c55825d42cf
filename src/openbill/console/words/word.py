"""What something is called, how it looks and which sign it bears."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Word:
    """What something is called; tone and icon are blank where it is the usual."""

    text: str | Promise
    tone: str = ""
    icon: str = ""


def word(words: dict[str, Word], code: str) -> Word:
    """The word for a code; the code itself, made readable, where there is none."""
    return words.get(code) or Word(code.replace("_", " ").capitalize())
