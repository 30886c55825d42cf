"""In which colour text is set, so that it can be read on white paper."""

import re

from openbill.documents.errors import AccentColourWrong

LEAST_CONTRAST = 4.5
"""Of text to its ground, by WCAG 2.2, success criterion 1.4.3."""

INK = "#1a2126"
DARKEST_SHADE_PERCENT = 70
"""Darker than this, a colour is another one: yellow becomes mud."""

_WRITTEN = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})")


def checked_colour(text: str) -> str:
    """A colour as #rrggbb in small letters. Raises AccentColourWrong."""
    colour = text.strip().lower()
    if not _WRITTEN.fullmatch(colour):
        raise AccentColourWrong(colour=text)
    return colour


def readable_colour(colour: str) -> str:
    """A checked colour itself, or its lightest shade with LEAST_CONTRAST to white, or INK where it has none."""
    red, green, blue = bytes.fromhex(colour[1:])
    for percent in range(100, DARKEST_SHADE_PERCENT - 1, -2):
        shade = (red * percent // 100, green * percent // 100, blue * percent // 100)
        if contrast_to_white(shade) >= LEAST_CONTRAST:
            return "#{:02x}{:02x}{:02x}".format(*shade)
    return INK


def contrast_to_white(colour: tuple[int, int, int]) -> float:
    """From 1 (white) to 21 (black)."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
