"""The colours, sizes and shadows of the console, as its stylesheet says them."""

import re
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin
from pathlib import Path

STYLESHEET = Path(__file__).parent / "static" / "console" / "console.css"
MARKS_BESIDE_WORDS = ("primary", "destructive", "field", "ring")
"""What is told from the page's ground without a word in it: links and lines."""

_BLOCK = re.compile(r"(:root,:host|:root|\.dark)\{([^{}]*)\}")
_DECLARATION = re.compile(r"--([a-z0-9-]+):([^;]+)")
_OKLCH = re.compile(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)")
_REFERENCE = re.compile(r"var\(--([a-z0-9-]+)\)")

Tokens = dict[str, str]


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour of one theme, and its contrast with the ground on which it is read; None where nothing is read in it."""

    value: str
    contrast: float | None


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour by name, in light and in dark; `ground` names the colour on which it is read."""

    name: str
    ground: str
    light: Shade
    dark: Shade


@dataclass(frozen=True, slots=True)
class TextSize:
    """A size of text and the height of its line, as the stylesheet writes them."""

    name: str
    size: str
    line: str


@cache
def themes() -> tuple[Tokens, Tokens]:
    """The tokens of light and of dark; the last block of a theme is our own, and wins over those that it builds on."""
    blocks = {selector: _declared(text) for selector, text in _BLOCK.findall(_stylesheet())}
    light = blocks[":root"]
    return light, {**light, **blocks[".dark"]}


@cache
def scale() -> Tokens:
    """What does not change with the theme: sizes of text, corners, the step of spaces."""
    (text,) = (text for selector, text in _BLOCK.findall(_stylesheet()) if "--spacing:" in text)
    return _declared(text)


def colours() -> list[Colour]:
    """Every colour in the order of the stylesheet."""
    light, dark = themes()
    return [
        Colour(name, ground := ground_of(name, light), _shade(name, ground, light), _shade(name, ground, dark))
        for name, value in light.items()
        if _OKLCH.fullmatch(_resolved(value, light))
    ]


def text_sizes() -> list[TextSize]:
    """The sizes of text from the smallest on."""
    tokens = scale()
    names = [name.removeprefix("text-") for name in tokens if f"{name}--line-height" in tokens]
    return [TextSize(name, tokens[f"text-{name}"], tokens[f"text-{name}--line-height"]) for name in names]


def corners() -> list[tuple[str, str]]:
    """The radii of corners, each by name with what it comes to in pixels."""
    base = _pixels(themes()[0]["radius"])
    found = []
    for name, value in scale().items():
        if name.startswith("radius-"):
            shift = re.search(r"([+-]) (\d+)px", value)
            pixels = base + int(f"{shift[1]}{shift[2]}") if shift else _pixels(_resolved(value, themes()[0]))
            found.append((name.removeprefix("radius-"), f"{pixels:g}px"))
    return found


def ground_of(name: str, tokens: Tokens) -> str:
    """The colour on which another is read, by their names; blank where a colour is a ground itself."""
    if name == "foreground" or name in MARKS_BESIDE_WORDS:
        return "background"
    if name == "muted-foreground":
        return "muted"
    if name.endswith("-foreground"):
        return name.removesuffix("-foreground")
    return f"{name}-soft" if f"{name}-soft" in tokens else ""


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, by WCAG 2: 1 where they are the same, 21 for black on white.

    Raises ValueError where one is no plain oklch colour.
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _shade(name: str, ground: str, tokens: Tokens) -> Shade:
    value = _resolved(tokens[name], tokens)
    return Shade(value, contrast(value, _resolved(tokens[ground], tokens)) if ground else None)


def _luminance(colour: str) -> float:
    """Relative luminance of an oklch colour; the matrices are those of CSS Color 4."""
    match = _OKLCH.fullmatch(colour)
    if match is None:
        raise ValueError(f"{colour} is no plain oklch colour.")
    lightness, chroma, hue = float(match[1]) / 100, float(match[2]), radians(float(match[3]))
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(part, 0.0), 1.0) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _resolved(value: str, tokens: Tokens) -> str:
    """A value with the token in the place of its name."""
    match = _REFERENCE.fullmatch(value)
    return _resolved(tokens[match[1]], tokens) if match else value


def _pixels(length: str) -> float:
    return float(length.removesuffix("rem")) * 16


def _declared(text: str) -> Tokens:
    return dict(_DECLARATION.findall(text))


def _stylesheet() -> str:
    return STYLESHEET.read_text(encoding="utf-8")
