"""From which place on a list goes on."""

from typing import Any
from uuid import UUID


def behind(place: tuple[Any, UUID] | None) -> dict[str, Any]:
    """The parameters %(after)s and %(after_id)s of a list in the order of a key and an identifier; NULL at its start.

    `place` is that of the last one seen.
    """
    after, after_id = place or (None, None)
    return {"after": after, "after_id": after_id}
