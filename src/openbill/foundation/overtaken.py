"""The one fault of the database that a command meets by beginning again."""

from django.db import IntegrityError


class ActOvertaken(IntegrityError):
    """What an act had read was changed by somebody else before it wrote: the whole act is begun again."""
