"""What must not be left blank."""

from openbill.organizations.errors import NameMissing


def required_text(field: str, text: str) -> str:
    """The text without space around it. Raises NameMissing, naming the field."""
    stripped = text.strip()
    if not stripped:
        raise NameMissing(field=field)
    return stripped
