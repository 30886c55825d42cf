"""Locks of the kernel on files: they end with the process that holds them, whatever ended it."""

import errno
import fcntl
import os
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import PostgresUnavailable
from .users import is_root

_held_locks: "weakref.WeakSet[FileLock]" = weakref.WeakSet()


class FileLock:
    """One lock on one file, held by this process only.

    The lock belongs to the open file: a child by fork would hold it too and keep a server alive that nobody
    uses, so the child closes its copy at once. Programs that we start never inherit it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        if is_root():
            folder = path.parent.stat()
            os.fchown(self._descriptor, folder.st_uid, folder.st_gid)
        _held_locks.add(self)

    @property
    def is_open(self) -> bool:
        return self._descriptor is not None

    def share(self) -> None:
        """Hold the lock together with others; waits while somebody holds it alone."""
        fcntl.flock(self._number, fcntl.LOCK_SH)

    def try_alone(self) -> bool:
        """Hold the lock alone, or say that somebody else holds it (a shared hold may then be lost)."""
        try:
            fcntl.flock(self._number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            raise
        return True

    def note(self, text: str) -> None:
        os.ftruncate(self._number, 0)
        os.pwrite(self._number, text.encode(), 0)

    def noted(self) -> str:
        return os.pread(self._number, 200, 0).decode(errors="replace").strip()

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    @property
    def _number(self) -> int:
        assert self._descriptor is not None, "A closed lock holds nothing."
        return self._descriptor


@contextmanager
def held_alone(path: Path, *, patience_seconds: float) -> Iterator[None]:
    """Hold the lock alone for a while; PostgresUnavailable where another process keeps it for too long."""
    lock = FileLock(path)
    try:
        give_up_at = time.monotonic() + patience_seconds
        pause = 0.005
        while not lock.try_alone():
            if time.monotonic() > give_up_at:
                raise PostgresUnavailable(
                    f"Another process ({lock.noted() or 'unknown'}) has been starting or stopping "
                    "PostgreSQL for "
                    f"more than {patience_seconds:.0f} s and holds {path}. Wait for it, or end that process."
                )
            time.sleep(pause)
            pause = min(pause * 1.5, 0.1)
        lock.note(f"process {os.getpid()}")
        yield
    finally:
        lock.close()


def _let_go_in_child() -> None:
    for lock in list(_held_locks):
        lock.close()


os.register_at_fork(after_in_child=_let_go_in_child)
