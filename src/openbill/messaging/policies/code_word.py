"""How purposes and stages are named."""

import re

from openbill.messaging.errors import ChannelUnknown, CodeWordWrong
from openbill.messaging.types import CHANNELS

_WORD = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


def code_word(field: str, word: str, *, may_be_blank: bool = False) -> str:
    """A word such as final_demand. Raises CodeWordWrong, naming the field."""
    if (may_be_blank and not word) or _WORD.fullmatch(word):
        return word
    raise CodeWordWrong(field=field, word=ascii(word[:60]))


def known_channel(channel: str) -> str:
    """One of CHANNELS. Raises ChannelUnknown."""
    if channel not in CHANNELS:
        raise ChannelUnknown(channel=ascii(channel[:60]), known=", ".join(CHANNELS))
    return channel
