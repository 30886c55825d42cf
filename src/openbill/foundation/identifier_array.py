"""Many identifiers as one parameter of a statement."""

from collections.abc import Iterable
from uuid import UUID


def identifier_array(identifiers: Iterable[UUID]) -> str:
    """The text of an array, to be read by `%s::uuid[]`: written at once, not element by element with a dumper each."""
    return f"{{{','.join(map(str, identifiers))}}}"
