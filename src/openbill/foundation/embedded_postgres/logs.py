"""The last lines of the server's logs, for messages that help."""

import os
from pathlib import Path
from typing import BinaryIO

from .place import Place

STARTUP = "startup.log"
"""What the server says before it opens its own log, and why it could not start."""
INITDB = "initdb.log"


def open_log(place: Place, name: str, *, afresh: bool) -> BinaryIO:
    """Open a log of ours for writing; it belongs to the server's user like the logs of the server itself."""
    beginning = os.O_TRUNC if afresh else os.O_APPEND
    descriptor = os.open(place.log / name, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | beginning, 0o600)
    if place.user is not None:
        os.fchown(descriptor, place.user.uid, place.user.gid)
    return os.fdopen(descriptor, "wb")


def explain(place: Place) -> str:
    """Where the logs lie and what they say last, with the remedy where the reason is a known one."""
    logs = sorted(place.log.glob("*.log"), key=lambda path: path.stat().st_mtime)
    last_two = [path for path in logs if tail(path)][-2:]
    text = "\n".join(f"Last lines of {path}:\n{tail(path)}" for path in last_two)
    text = text or f"The logs in {place.log} are empty."
    return f"{text}\n{_remedy(text)}".strip()


def tail(path: Path, *, lines: int = 12) -> str:
    """The last lines; nothing where there is no such file."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 8000))
        return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])


def _remedy(text: str) -> str:
    if "No space left on device" in text:
        return "The disk is full: free some space, then start again."
    if "could not map anonymous shared memory" in text or "Cannot allocate memory" in text:
        return "There is too little memory: lower the PostgreSQL setting shared_buffers, then start again."
    if "could not create semaphores" in text:
        return "The system's limit of semaphores is reached: raise kernel.sem, then start again."
    if "configuration file" in text and "contains errors" in text:
        return "A PostgreSQL setting is wrong: the line above names it. Correct it in the configuration."
    if "user does not exist" in text:
        return "This user has no entry in /etc/passwd, which PostgreSQL needs: add one, or run as another user."
    return ""
