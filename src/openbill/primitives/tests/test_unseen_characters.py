"""What nobody sees in a text is found and named; what scripts need to be written rightly is not taken for it."""

import pytest

from openbill.primitives.unseen_characters import unseen_character


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Acme\nGmbH", "U+000A"),
        ("Acme\tGmbH", "U+0009"),
        ("\x1b[31mAcme", "U+001B"),
        ("Acme\x00", "U+0000"),
        ("Acme\x7f", "U+007F"),
        ("Müller\x85", "U+0085"),
        ("Acme\u202eHbmG", "U+202E"),
        ("Acme\u2066", "U+2066"),
        ("Acme\u2028", "U+2028"),
        ("Acme\u2029", "U+2029"),
        ("Acme\udcff", "U+DCFF"),
        ("é\u202e\n", "U+202E"),
    ],
)
def test_names_the_first_one(text: str, found: str):
    assert unseen_character(text) == found


@pytest.mark.parametrize(
    "text",
    ["", "Acme Ltd", "Müller & Söhne", "نمونه\u200cها", "\u200fשלום", "क्\u200dष", "株式会社", "Acme\u00a0Ltd", "😀"],
)
def test_finds_none_where_everything_is_seen_or_needed(text: str):
    assert unseen_character(text) is None
