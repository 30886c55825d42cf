"""The folder in which bank files are laid to be brought in: a folder in it for each organization.

Nothing outside of it is read or written, whoever may write there: every step goes from an opened folder to a name in
it, and no link is followed.
"""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext, override

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.errors import StatementIsTooLarge
from openbill.foundation.context import system_context
from openbill.organizations.queries.organizations import organizations
from openbill.organizations.types import OrganizationSummary
from openbill.primitives.errors import Refusal

DONE, REFUSED = "done", "refused"
UNCHANGED = timedelta(seconds=10)
"""A file that changed later than this may still be written."""

LARGEST = 200_000_000
MOST_FILES = 200
"""Of one organization at a time; the next minute goes on."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK

logger = logging.getLogger(__name__)


def bring_in_laid_files(folder: Path, now: datetime) -> int:
    """Bring in what lies in the folders of organizations, named by identifier or name; how many files went in.

    What went in lies in `done` then, and what was refused in `refused`, beside a text that says why.
    """
    by_name: dict[str, OrganizationSummary] = {}
    for each in organizations():
        by_name |= {str(each.id): each, each.name.casefold(): each}
    brought = 0
    with _opened(os.fspath(folder), os.O_RDONLY | os.O_DIRECTORY) as root:
        for name in _names(root):
            organization = by_name.get(name.casefold())
            if organization is None:
                continue
            try:
                with _opened(name, _FOLDER, root) as own:
                    brought += _bring_in_all(own, organization, now)
            except OSError:
                # A link, a file, or a folder that may not be entered: the others must not wait for it.
                logger.exception("A folder of bank files cannot be read.", extra={"of": organization.id})
    return brought


def _bring_in_all(own: int, organization: OrganizationSummary, now: datetime) -> int:
    brought = 0
    for name in _names(own)[:MOST_FILES]:
        try:
            told = os.stat(name, dir_fd=own, follow_symlinks=False)
            # When it was changed is what the system says, not what a program that copies says.
            if stat.S_ISREG(told.st_mode) and now.timestamp() - told.st_ctime >= UNCHANGED.total_seconds():
                brought += _bring_in(own, name, organization)
        except Exception:
            # It stays where it is, and is tried again; the others go in.
            logger.exception("A bank file cannot be brought in.", extra={"of": organization.id})
    return brought


def _bring_in(own: int, name: str, organization: OrganizationSummary) -> bool:
    try:
        content = _content(own, name)
        import_statements(content=content, file_name=name, context=system_context(organization.id))
    except Refusal as refusal:
        moved = _move(own, name, REFUSED)
        _write_beside(own, f"{moved}.txt", _told(refusal, organization.language))
        return False
    _move(own, name, DONE)
    return True


def _names(folder: int) -> list[str]:
    """What lies in a folder and is not hidden, in the order of its names."""
    return sorted(name for name in os.listdir(folder) if not name.startswith(".") and name.isprintable())


def _content(own: int, name: str) -> bytes:
    with _opened(name, _FILE, own) as opened, os.fdopen(os.dup(opened), "rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise StatementIsTooLarge(file=name, limit="200 MB")
    return content


def _move(own: int, name: str, into: str) -> str:
    """Move a file into a folder beside it; its name there, which has a number where there was one of that name."""
    with _folder_within(own, into) as folder:
        stem, dot, ending = name.rpartition(".")
        taken = set(os.listdir(folder))  # noqa: PTH208 - there is no path to an opened folder
        free = name
        number = 1
        while free in taken or f"{free}.txt" in taken:
            number += 1
            free = f"{stem} ({number}){dot}{ending}" if stem else f"{name} ({number})"
        os.rename(name, free, src_dir_fd=own, dst_dir_fd=folder)
    return free


def _write_beside(own: int, name: str, text: str) -> None:
    new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with _folder_within(own, REFUSED) as folder, _opened(name, new, folder) as opened:
        os.write(opened, f"{text}\n".encode())


@contextmanager
def _folder_within(own: int, name: str) -> Iterator[int]:
    if name not in os.listdir(own):
        os.mkdir(name, 0o770, dir_fd=own)
    with _opened(name, _FOLDER, own) as folder:
        yield folder


@contextmanager
def _opened(name: str, flags: int, within: int | None = None) -> Iterator[int]:
    opened = os.open(name, flags, 0o660, dir_fd=within)
    try:
        yield opened
    finally:
        os.close(opened)


def _told(refusal: Refusal, language: str) -> str:
    """Why, and what helps, in a language; what was written by others stays as it is."""
    with override(language):
        facts = {name: gettext(value) if isinstance(value, str) and value else value
                 for name, value in refusal.facts.items()}  # fmt: skip
        return "\n".join(gettext(each).format(**facts) for each in type(refusal).templates() if each)
