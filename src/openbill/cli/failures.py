"""What went wrong, in words: a message, a remedy and an exit code."""

import errno
import json
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import click

from openbill.primitives.errors import Refusal

REFUSED = 1
WRONGLY_ASKED = 2
INTERRUPTED = 130
READER_GONE = 141
TERMINATED = 143
"""128 and the number of the signal, as shells count: SIGINT, SIGPIPE, SIGTERM."""

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT)

logger = logging.getLogger("openbill.cli")


class Terminated(KeyboardInterrupt):
    """SIGTERM arrived. Like Ctrl-C, it ends what runs and lets everything be put back in order."""


@dataclass(frozen=True, slots=True)
class Failure:
    code: str
    message: str
    remedy: str
    exit_code: int


def failure_of(error: BaseException) -> Failure:
    """The failure that an exception means for the person at the shell."""
    if isinstance(error, Terminated):
        return Failure("terminated", "Stopped by SIGTERM.", "", TERMINATED)
    if isinstance(error, KeyboardInterrupt):
        return Failure("interrupted", "Interrupted.", "", INTERRUPTED)
    if isinstance(error, click.Abort):
        return Failure("aborted", "Nothing was done.", "", REFUSED)
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx is not None else "openbill"
        return Failure("usage", error.format_message(), f"Try: {command} --help", WRONGLY_ASKED)
    if isinstance(error, click.ClickException):
        return Failure("usage", error.format_message(), "", error.exit_code)
    if isinstance(error, Refusal):
        is_configuration = type(error).__name__ == "ConfigurationRefused"
        return Failure(error.code, error.message, error.remedy, WRONGLY_ASKED if is_configuration else REFUSED)
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        where = f": {error.filename} cannot be written" if error.filename else ""
        return Failure("disk_full", f"The disk is full{where}.", "Free space on it, then try again.", REFUSED)
    return _failure_of_the_database(error) or _unexpected(error)


def tell(failure: Failure, words: Sequence[str], *, trace: BaseException | None = None) -> int:
    """Write a failure to stderr, as JSON where JSON was asked for, and return the exit code.

    Where stderr cannot be written either, the exit code alone tells.
    """
    try:
        if trace is not None:
            traceback.print_exception(trace, file=sys.stderr)
        if _wants_json(words):
            error = {"code": failure.code, "message": failure.message, "remedy": failure.remedy}
            click.echo(json.dumps({"error": error}, ensure_ascii=False), err=True)
        else:
            click.secho(failure.message, fg="red", err=True)
            if failure.remedy:
                click.echo(failure.remedy, err=True)
    except OSError:
        # What was not written is tried once more when Python ends, and would then change the exit code.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    return failure.exit_code


def _wants_json(words: Sequence[str]) -> bool:
    return "--format=json" in words or ("--format", "json") in pairwise(words)


def _failure_of_the_database(error: BaseException) -> Failure | None:
    from openbill.cli.database_errors import explained

    found = explained(error)
    return Failure(found.code, found.message, found.remedy, REFUSED) if found is not None else None


def _unexpected(error: BaseException) -> Failure:
    from openbill.foundation.logs import redacted

    said = redacted(str(error)).strip().splitlines()
    where = getattr(error, "openbill_log", None)
    remedy = "Repeat it as `openbill --debug …` to see where it came from"
    remedy += f"; the log is in {where}." if where else "."
    message = f"Something happened that should not have: {type(error).__name__}{': ' + said[0] if said else ''}"
    return Failure("unexpected", message, remedy, REFUSED)
