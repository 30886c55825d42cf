"""The installation's keys, loaded once."""

from functools import cache

from django.conf import settings

from openbill.foundation.secrets import KeyRing


@cache
def key_ring() -> KeyRing:
    """The key ring of this installation."""
    return KeyRing.load(settings.CONFIGURATION)
