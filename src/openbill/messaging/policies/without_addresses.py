"""What of a server's answer may stand in a log."""

import re

_ADDRESS = re.compile(r"[^\s<>\"'(),;:\[\]]+@[^\s<>\"'(),;:\[\]]+")


def without_addresses(text: str) -> str:
    """The text with every e-mail address left out."""
    return _ADDRESS.sub("(address)", text)
