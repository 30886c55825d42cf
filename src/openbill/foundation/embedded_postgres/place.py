"""Where the server of a home keeps its data, its log and its locks.

    <home>/postgresql/place.json   names the place of a cluster that is whole; written once
    <place>/data                   the cluster
    <place>/log                    what initdb, starts and the server say
    <place>/start.lock             held alone by the one process that starts or stops
    <place>/users.lock             shared by each process that uses the server
    <place>/socket_folder          names the socket's folder: <place>/socket, or a short one

The place is `<home>/postgresql`. Where root starts the server and its system user cannot enter the home (it
lies under /root, say), it is `/var/lib/openbill/clusters/<digest of the home>`: the permissions above a home
are never changed.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from .errors import PostgresUnavailable
from .users import SystemUser, choose_system_user, is_root, make_folder, may_enter

SYSTEM_FOLDER = Path("/var/lib/openbill")


@dataclass(frozen=True)
class Place:
    home: Path
    folder: Path
    user: SystemUser | None
    """The system user that the server runs as; None for ourselves."""
    is_recorded: bool
    """Whether the home says that a whole cluster lies here."""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def start_lock(self) -> Path:
        return self.folder / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.folder / "users.lock"

    @property
    def record(self) -> Path:
        return self.home / "postgresql" / "place.json"


def settle_place(home: Path, *, system_user: str | None, system_folder: Path) -> Place:
    """Decide where the server of the home lies, and make the folders around it."""
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        make_folder(home, mode=0o711 if is_root() else 0o700, owner=None)
    home = home.resolve()
    base = home / "postgresql"
    owner_of_home = SystemUser.of_uid(home.stat().st_uid) if is_root() else None
    make_folder(base, mode=0o711 if is_root() else 0o700, owner=owner_of_home)

    recorded = _recorded_folder(base)
    if is_root():
        folder, user = _place_for_root(home, base, recorded, system_user, system_folder)
    else:
        folder, user = recorded or base, None
        _refuse_data_of_another_user(folder)
    make_folder(folder, mode=0o711 if is_root() else 0o700, owner=owner_of_home if folder == base else None)
    make_folder(folder / "log", mode=0o700, owner=user)
    return Place(home, folder, user, is_recorded=recorded is not None)


def record_place(place: Place) -> None:
    """Say in the home that a whole cluster lies in the place; a missing one is a loss from now on."""
    folder = "." if place.folder == place.record.parent else str(place.folder)
    unfinished = place.record.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump({"folder": folder}, file)
        file.flush()
        os.fsync(file.fileno())
    if is_root():
        owner = place.record.parent.stat()
        os.chown(unfinished, owner.st_uid, owner.st_gid, follow_symlinks=False)
    unfinished.replace(place.record)


def _recorded_folder(base: Path) -> Path | None:
    record = base / "place.json"
    try:
        return (base / str(json.loads(record.read_text(encoding="utf-8"))["folder"])).resolve()
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise PostgresUnavailable(
            f'{record} is damaged ({error}). It should read {{"folder": "."}} where the data lies in '
            f"{base / 'data'}, or name the folder that holds it."
        ) from error


def _place_for_root(
    home: Path, base: Path, recorded: Path | None, system_user: str | None, system_folder: Path
) -> tuple[Path, SystemUser]:
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    elsewhere = system_folder / "clusters" / digest
    for folder in [recorded] if recorded is not None else [base, elsewhere]:
        if (folder / "data").exists():
            return folder, _owner_of_data(folder / "data")
    user = choose_system_user(home, wanted=system_user)
    if recorded is not None:
        return recorded, user
    if may_enter(user, base):
        return base, user
    elsewhere.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    if not may_enter(user, elsewhere.parent):
        raise PostgresUnavailable(
            f"The user {user.name!r} can enter neither {base} nor {elsewhere.parent}, so PostgreSQL has no "
            "place for its "
            "data. Let it enter one of them, or choose another home with OPENBILL_HOME."
        )
    return elsewhere, user


def _owner_of_data(data: Path) -> SystemUser:
    uid = data.stat().st_uid
    if uid == 0:
        raise PostgresUnavailable(
            f"{data} belongs to root, and PostgreSQL refuses to run as root. Give it to the system user "
            "that it had "
            f"before, for example: chown -R nobody {data} {data.parent / 'log'}"
        )
    return SystemUser.of_uid(uid)


def _refuse_data_of_another_user(folder: Path) -> None:
    try:
        uid = (folder / "data").stat().st_uid
    except FileNotFoundError:
        return
    except PermissionError:
        uid = 0
    if uid != os.geteuid():
        raise PostgresUnavailable(
            f"The data in {folder / 'data'} belongs to the user {SystemUser.of_uid(uid).name!r}. Run as "
            "that user or "
            "as root, or choose another home with OPENBILL_HOME."
        )
