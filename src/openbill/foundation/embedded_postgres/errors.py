"""The one refusal of the embedded server, and how errors of the operating system become it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import SubprocessError


class PostgresUnavailable(Exception):
    """The embedded PostgreSQL cannot be used; the message names the file or folder and the remedy."""


_REMEDIES = {
    errno.ENOSPC: "The disk is full: free some space, then start again.",
    errno.EDQUOT: "The disk quota is used up: free some space, then start again.",
    errno.EROFS: "The file system is read-only: choose another home with OPENBILL_HOME.",
    errno.EACCES: "Give this user write access to the folder, or choose another home with OPENBILL_HOME.",
    errno.EPERM: "Run as the user who owns the folder, or choose another home with OPENBILL_HOME.",
    errno.ENOTDIR: "A file is where a folder should be: move it, or choose another home with OPENBILL_HOME.",
    errno.EEXIST: "A file is where a folder should be: move it, or choose another home with OPENBILL_HOME.",
}


@contextmanager
def operating_system_errors_explained(folder: Path) -> Iterator[None]:
    """Turn OSError and failures to start a program into PostgresUnavailable with the file and the remedy."""
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        what = error.strerror or str(error)
        remedy = _REMEDIES.get(error.errno or 0, "Check the folder and start again.")
        raise PostgresUnavailable(f"PostgreSQL cannot use {where}: {what}. {remedy}") from error
    except SubprocessError as error:
        raise PostgresUnavailable(f"A program of PostgreSQL for {folder} cannot run: {error}.") from error
