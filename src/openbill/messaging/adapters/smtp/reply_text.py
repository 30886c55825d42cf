"""What a mail server answered, as it is kept."""

import re

LONGEST = 200
"""Characters of an answer that are kept: enough for its reason, which comes first."""

_QUEUED = (
    re.compile(r"\bqueued as ([\w.<>@-]+)", re.IGNORECASE),
    re.compile(r"\bid=([\w-]+)"),
    re.compile(r"^Ok ([\w-]{16,})$", re.IGNORECASE),
)
"""Postfix, Exim, Amazon SES."""


def reply_text(reply: bytes | str) -> str:
    """An answer in one printable line, shortened."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def queue_identifier(reply: str) -> str:
    """The name that the server gave the mail, where its answer tells it; else blank."""
    found = (pattern.search(reply) for pattern in _QUEUED)
    return next((match[1] for match in found if match), "")
