"""Which user of the operating system the server runs as: our own, or a system user where we are root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from .errors import PostgresUnavailable

PREFERRED_SYSTEM_USERS = ("openbill", "postgres", "nobody")


class RunAs(TypedDict, total=False):
    """Arguments of subprocess that change the user of the program."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class SystemUser:
    name: str
    uid: int
    gid: int

    @classmethod
    def of_uid(cls, uid: int) -> "SystemUser":
        try:
            entry = pwd.getpwuid(uid)
        except KeyError:
            return cls(str(uid), uid, uid)
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)


def is_root() -> bool:
    return os.geteuid() == 0


def run_as(user: SystemUser | None) -> RunAs:
    """The arguments for subprocess; none where the program runs as ourselves."""
    if user is None:
        return {}
    return {"user": user.uid, "group": user.gid, "extra_groups": []}


def choose_system_user(home: Path, *, wanted: str | None) -> SystemUser:
    """The user that root hands the server to, as PostgreSQL refuses to run as root.

    The wanted one; else the owner of the home where that is not root; else the first of `openbill`,
    `postgres` and `nobody` that exists. Once there is data its owner decides, so that a user who appears
    later changes nothing.
    """
    if wanted is not None:
        try:
            entry = pwd.getpwnam(wanted)
        except KeyError:
            raise PostgresUnavailable(
                f"There is no system user {wanted!r} to run PostgreSQL as. Make it, or name another one."
            ) from None
        if entry.pw_uid == 0:
            raise PostgresUnavailable(f"PostgreSQL refuses to run as root, so {wanted!r} cannot be its user.")
        return SystemUser(entry.pw_name, entry.pw_uid, entry.pw_gid)

    owner = home.stat().st_uid
    if owner != 0:
        return SystemUser.of_uid(owner)
    for name in PREFERRED_SYSTEM_USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return SystemUser(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise PostgresUnavailable(
        "PostgreSQL refuses to run as root and none of the system users "
        f"{', '.join(PREFERRED_SYSTEM_USERS)} exists. Make one, for example: useradd --system openbill"
    )


def may_enter(user: SystemUser, folder: Path) -> bool:
    """Whether the user can reach the folder; tried for real, so that access lists and mounts count too."""
    tried = subprocess.run(  # noqa: S603 - our own program and arguments, no shell
        ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **run_as(user),
    )
    return tried.returncode == 0


def make_folder(folder: Path, *, mode: int, owner: SystemUser | None) -> None:
    """Make the folder where it is missing, with this mode and owner; one that is there stays as it is."""
    try:
        folder.mkdir(mode=mode)
    except FileExistsError:
        if folder.is_symlink() or not folder.is_dir():
            raise
        return
    if owner is not None:
        os.chown(folder, owner.uid, owner.gid, follow_symlinks=False)
    folder.chmod(mode)
