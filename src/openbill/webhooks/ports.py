"""What webhooks need from outside: somebody who posts."""

from collections.abc import Callable
from typing import TypeAlias

from openbill.webhooks.errors import DeliveryNotConnected
from openbill.webhooks.types import Outcome, Request

Post: TypeAlias = Callable[[Request], Outcome]
"""Posts once; whatever the network does is an outcome and not an error."""

_connected: Post | None = None


def connect_post(post: Post) -> None:
    """Say what this process posts with. Only `wiring/adapters.py` says this."""
    global _connected
    _connected = post


def connected_post() -> Post:
    """What was connected. Raises DeliveryNotConnected."""
    if _connected is None:
        raise DeliveryNotConnected
    return _connected
