"""Characters that nobody sees, and that change how the text around them is shown or read."""

import unicodedata

_CONTROLS = ("Cc", "Cs", "Zl", "Zp")
"""Of Unicode's categories: control characters, halves of surrogates, separators of lines and of paragraphs."""

_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates of bidirectional text: they make a name read as another one."""


def unseen_character(text: str) -> str | None:
    """The first such character of a text as "U+202E"; None where there is none.

    Line breaks and tabs are such characters. Marks that scripts need to be written rightly, as joiners are in
    Persian, are none.
    """
    if text.isascii() and text.isprintable():
        return None
    for letter in text:
        if letter in _DIRECTIONS or unicodedata.category(letter) in _CONTROLS:
            return f"U+{ord(letter):04X}"
    return None
