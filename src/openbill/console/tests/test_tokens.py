"""Whatever is written in a colour can be read on its ground, in light and in dark."""

import pytest

from openbill.console.tokens import STYLESHEET, colours, contrast, corners, text_sizes, themes

READ = 4.5
TOLD_APART = 3.0
"""What WCAG 2.2 AA asks of words, and of the edge of a field."""

LINES = {"field", "ring"}


def test_contrast_is_that_of_wcag():
    assert contrast("oklch(100% 0 0)", "oklch(0% 0 0)") == pytest.approx(21, abs=0.01)
    assert contrast("oklch(62.8% 0.2577 29.23)", "oklch(100% 0 0)") == pytest.approx(4.0, abs=0.02)
    assert contrast("oklch(40% 0.068 222)", "oklch(40% 0.068 222)") == 1


def test_a_colour_that_is_no_plain_one_is_refused():
    with pytest.raises(ValueError, match="no plain oklch"):
        contrast("#2f6b3c", "oklch(100% 0 0)")


def test_the_stylesheet_says_both_themes():
    light, dark = themes()
    assert light["background"] == "oklch(100% 0 0)"
    assert dark["background"] == "oklch(18.5% .012 245)"
    assert light.keys() == dark.keys()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_word_can_be_read_on_its_ground(theme: str):
    read = [(colour.name, getattr(colour, theme).contrast) for colour in colours() if colour.ground]
    assert len(read) > 15
    assert [each for each in read if each[1] < (TOLD_APART if each[0] in LINES else READ)] == []


def test_every_size_and_corner_has_its_class():
    text = STYLESHEET.read_text(encoding="utf-8")
    assert [size.name for size in text_sizes()] == ["xs", "sm", "base", "lg", "xl", "2xl", "3xl"]
    assert [f".text-{size.name}{{" in text for size in text_sizes()] == [True] * 7
    assert dict(corners())["sm"] == "4px"
    assert dict(corners())["lg"] == "8px"
