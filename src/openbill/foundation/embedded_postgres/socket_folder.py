"""The private folder of the server's socket: beside the data, or a short one where that path is too long."""

import os
import stat
import sys
import tempfile
from pathlib import Path

from .place import Place
from .server import PORT
from .users import is_root, make_folder

_LONGEST_SOCKET_BYTES = 107 if sys.platform == "linux" else 103


def known_socket_folder(place: Place) -> Path | None:
    """The folder that the place names, where it is there and private to the server's user."""
    try:
        folder = Path((place.folder / "socket_folder").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return folder if _is_private(folder, place) else None


def settle_socket_folder(place: Place, *, fresh: bool = False) -> Path:
    """Make the folder and note it in the place; only while no server runs. `fresh` takes another one."""
    known = known_socket_folder(place)
    if known is not None and not fresh:
        return known
    folder = place.folder / "socket"
    if _is_usable(folder):
        make_folder(folder, mode=0o700, owner=place.user)
        if not _is_private(folder, place):
            os.chown(folder, _uid(place), -1, follow_symlinks=False)
            folder.chmod(0o700)
    else:
        folder = _short_folder()
        if place.user is not None:
            os.chown(folder, place.user.uid, place.user.gid, follow_symlinks=False)
    note = place.folder / "socket_folder"
    unfinished = note.with_suffix(".unfinished")
    unfinished.write_text(str(folder), encoding="utf-8")
    if is_root():
        owner = place.folder.stat()
        os.chown(unfinished, owner.st_uid, owner.st_gid, follow_symlinks=False)
    unfinished.replace(note)
    return folder


def _short_folder() -> Path:
    candidate = Path(tempfile.mkdtemp(prefix="openbill-"))
    if _is_usable(candidate):
        return candidate
    candidate.rmdir()
    return Path(tempfile.mkdtemp(prefix="openbill-", dir="/tmp"))


def _is_usable(folder: Path) -> bool:
    """Whether its socket can be named: not too long, and no comma, which libpq reads as two hosts."""
    socket = folder / f".s.PGSQL.{PORT}"
    return len(os.fsencode(socket)) <= _LONGEST_SOCKET_BYTES and "," not in str(folder)


def _is_private(folder: Path, place: Place) -> bool:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == _uid(place) and stat.S_IMODE(found.st_mode) == 0o700


def _uid(place: Place) -> int:
    return place.user.uid if place.user is not None else os.geteuid()
