"""The last lines of the server's logs, for messages that help."""

from pathlib import Path

from .place import Place


def startup_log(place: Place) -> Path:
    """What the server says before it opens its own log, and why it could not start."""
    return place.log / "startup.log"


def explain(place: Place) -> str:
    """Where the log lies and what it says last, with the remedy where the reason is a known one."""
    logs = sorted(place.log.glob("*.log"), key=lambda path: path.stat().st_mtime)
    newest = [path for path in [startup_log(place), *logs[-1:]] if path.exists()]
    parts = [f"Last lines of {path}:\n{tail(path)}" for path in dict.fromkeys(newest) if tail(path)]
    text = "\n".join(parts) or f"The logs in {place.log} are empty."
    return f"{text}\n{_remedy(text)}".strip()


def tail(path: Path, *, lines: int = 12) -> str:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 8000))
        return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])


def _remedy(text: str) -> str:
    if "No space left on device" in text:
        return "The disk is full: free some space, then start again."
    if "could not map anonymous shared memory" in text or "Cannot allocate memory" in text:
        return "There is too little memory: lower the PostgreSQL setting shared_buffers, then start again."
    if "No space left" not in text and "could not create semaphores" in text:
        return "The system's limit of semaphores is reached: raise kernel.sem, then start again."
    if "configuration file" in text and "contains errors" in text:
        return "A PostgreSQL setting is wrong: the line above names it. Correct it in the configuration."
    if "user does not exist" in text:
        return (
            "This user has no entry in /etc/passwd, which PostgreSQL needs: add one, or run as another user."
        )
    return ""
