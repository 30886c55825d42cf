"""What a name may be written with."""

from openbill.organizations.errors import UnseenCharacter
from openbill.primitives.unseen_characters import unseen_character


def plain_text(field: str, text: str) -> str:
    """The text without space around it; blank stays blank.

    Raises UnseenCharacter for control characters, line breaks among them. It names the field and does not
    repeat the text: it may be somebody's, and would be shown wrongly.
    """
    found = unseen_character(text)
    if found is not None:
        raise UnseenCharacter(field=field, character=found)
    return text.strip()
