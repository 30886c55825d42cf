"""Logs that a machine can read and anybody may see: a line per fact, nothing secret or personal in it."""

import fcntl
import json
import logging
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any, Literal

LOG_FILE = "openbill.log"
ROTATED_AT_BYTES = 5_000_000
KEPT_FILES = 5

_NO_FIELDS: dict[str, Any] = {}
_fields: ContextVar[dict[str, Any]] = ContextVar("log_fields", default=_NO_FIELDS)

_PASSWORD_IN_URL = re.compile(r"(\w+://[^\s:/@]*):[^\s@]+@")
_NAMED_SECRET = re.compile(
    r"""(?ix) ( [\w-]* (?: password | secret | token | api[_-]?key | authorization | encryption[_-]?keys )
        [\w-]*
        ["']? \s* [=:] \s* ["']? (?: bearer \s+ )? ) [^\s"'&,;)]+"""
)
_BEARER = re.compile(r"(?i)(bearer\s+)[\w.~+/=-]+")
_LINK = re.compile(r"(?<=/)[\w.:~-]{40,}")
"""A part of an address that is longer than an identifier: links by which one comes in without a password have such."""
_FERNET = re.compile(r"gAAAA[\w-]{20,}={0,2}")
_DETAIL_OF_DATABASE = re.compile(r"^(\s*(?:DETAIL|CONTEXT|HINT):).*$", re.MULTILINE)
_OWN_ATTRIBUTES = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redacted(text: str) -> str:
    """The text without passwords in addresses, named secrets, tokens, links, and the rows that PostgreSQL quotes."""
    text = _PASSWORD_IN_URL.sub(r"\1:***@", text)
    text = _NAMED_SECRET.sub(r"\1***", text)
    text = _BEARER.sub(r"\1***", text)
    text = _FERNET.sub("***", text)
    text = _LINK.sub("***", text)
    return _DETAIL_OF_DATABASE.sub(r"\1 (left out)", text)


@contextmanager
def log_fields(**fields: Any) -> Iterator[None]:
    """Say with every line that is logged in the block: organization, command, actor ..."""
    known = {name: value for name, value in fields.items() if value is not None}
    token = _fields.set({**_fields.get(), **known})
    try:
        yield
    finally:
        _fields.reset(token)


class OneLineFormatter(logging.Formatter):
    """A record as one line (a traceback takes more), as text or as JSON, with the fields around it."""

    def __init__(self, form: Literal["text", "json"]) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = {**_fields.get(), **_extra(record)}
        message = redacted(record.getMessage())
        trace = redacted(self.formatException(record.exc_info)) if record.exc_info else ""
        if self._form == "json":
            line = {"at": at, "level": record.levelname.lower(), "logger": record.name, "message": message}
            told = {name: _plain(value) for name, value in fields.items()}
            return json.dumps({**line, **told, **({"traceback": trace} if trace else {})}, ensure_ascii=False)
        told_fields = "".join(f" {name}={redacted(str(value))}" for name, value in fields.items())
        line_of_text = f"{at} {record.levelname.lower()} {record.name}: {message}{told_fields}"
        return f"{line_of_text}\n{trace}" if trace else line_of_text


@contextmanager
def logs_to(
    home: Path | None, *, level: str = "info", form: Literal["text", "json"] = "text", is_debug: bool = False
) -> Iterator[Path | None]:
    """Log to logs/openbill.log of the home, or to stderr where no home is given; answers the file.

    A home that cannot be written to costs the log, not the act.
    """
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    path = None
    if home is not None:
        handler = logging.NullHandler()
        with suppress(OSError):
            path = _log_file(home)
            handler = WatchedFileHandler(path, encoding="utf-8", delay=True, errors="backslashreplace")
    handler.setFormatter(OneLineFormatter(form))
    handler.setLevel("DEBUG" if is_debug else level.upper())
    root = logging.getLogger()
    level_before = root.level
    root.setLevel(min(handler.level, level_before or logging.CRITICAL))
    noisy = [logging.getLogger(name) for name in ("procrastinate", "asyncio", "django.db.backends")]
    levels_before = [each.level for each in noisy]
    for each in noisy:
        each.setLevel("DEBUG" if is_debug else "WARNING")
    root.addHandler(handler)
    try:
        yield path
    finally:
        root.removeHandler(handler)
        handler.close()
        root.setLevel(level_before)
        for each, before in zip(noisy, levels_before, strict=True):
            each.setLevel(before)


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | bool) else redacted(str(value))


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in _OWN_ATTRIBUTES}


def _log_file(home: Path) -> Path:
    """The file, made where it is missing and turned over where it is long."""
    is_root = os.geteuid() == 0
    home.mkdir(mode=0o711 if is_root else 0o700, parents=True, exist_ok=True)
    folder = home / "logs"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / LOG_FILE
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        if is_root:
            owner = home.stat()
            os.chown(folder, owner.st_uid, owner.st_gid, follow_symlinks=False)
            os.fchown(descriptor, owner.st_uid, owner.st_gid)
        if os.fstat(descriptor).st_size > ROTATED_AT_BYTES:
            _turn_over(path, descriptor)
    finally:
        os.close(descriptor)
    return path


def _turn_over(path: Path, descriptor: int) -> None:
    """Rename the files one on; by one process at a time, while the others go on writing to what they have."""
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    if path.stat().st_ino != os.fstat(descriptor).st_ino:
        return
    for number in range(KEPT_FILES - 1, 0, -1):
        with suppress(FileNotFoundError):
            path.with_name(f"{LOG_FILE}.{number}").replace(path.with_name(f"{LOG_FILE}.{number + 1}"))
    path.replace(path.with_name(f"{LOG_FILE}.1"))
