"""What must not be left blank."""

from openbill.organizations.errors import NameMissing
from openbill.organizations.policies.plain_text import plain_text


def required_text(field: str, text: str) -> str:
    """The text without space around it. Raises NameMissing and UnseenCharacter, naming the field."""
    stripped = plain_text(field, text)
    if not stripped:
        raise NameMissing(field=field)
    return stripped
