"""The machine: disk and key files."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from openbill.cli.doctoring.line import Line, fail, ok, warn
from openbill.foundation.configuration import Configuration

_PLENTY_BYTES = 2_000_000_000
_LEAST_BYTES = 300_000_000


def check_machine(configuration: Configuration) -> Iterator[Line]:
    """Whether the disk of the home has room, and nobody else can read the keys."""
    yield _disk(configuration.home)
    yield from _keys(configuration)


def _disk(home: Path) -> Line:
    there = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    said = f"{free / 1e9:.1f} GB are free on the disk of {home}."
    if free < _LEAST_BYTES:
        return fail(said, "Free space now: PostgreSQL stops when the disk is full.")
    if free < _PLENTY_BYTES:
        return warn(said, "Free space soon, or move the home to a larger disk.")
    return ok(said)


def _keys(configuration: Configuration) -> Iterator[Line]:
    folder = configuration.keys_folder
    if not folder.is_dir():
        yield ok("There are no key files yet; they are made when they are needed.")
        return
    for path in (folder, *sorted(folder.iterdir())):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            right = "700" if path.is_dir() else "600"
            yield fail(f"Others than its owner may read {path} (mode {mode:o}).", f"Run: chmod {right} {path}")
            return
    yield ok(f"Only their owner can read the keys in {folder}.")
