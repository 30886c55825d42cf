"""A colour in which text is set can be read on white."""

import pytest

from openbill.documents.errors import AccentColourWrong
from openbill.documents.policies.readable_colour import checked_colour, contrast_to_white, readable_colour


@pytest.mark.parametrize(
    ("colour", "readable"),
    [
        ("#0f4c5c", "#0f4c5c"),
        ("#000000", "#000000"),
        ("#ffd500", "#1a2126"),
        ("#ffffff", "#1a2126"),
        ("#ff0000", "#ea0000"),
    ],
)
def test_a_colour_is_darkened_a_little_until_it_can_be_read_or_left_for_ink(colour: str, readable: str):
    assert readable_colour(colour) == readable
    assert contrast_to_white(tuple(bytes.fromhex(readable[1:]))) >= 4.5


def test_contrast_by_wcag():
    assert contrast_to_white((255, 255, 255)) == 1
    assert round(contrast_to_white((0, 0, 0)), 6) == 21
    assert round(contrast_to_white((0x76, 0x76, 0x76)), 2) == 4.54


@pytest.mark.parametrize("text", ["", "red", "#fff", "#0f4c5g", "0f4c5c"])
def test_anything_else_is_no_colour(text: str):
    with pytest.raises(AccentColourWrong, match="is not a colour"):
        checked_colour(text)


def test_capitals_and_spaces_do_not_matter():
    assert checked_colour(" #0F4C5C ") == "#0f4c5c"
