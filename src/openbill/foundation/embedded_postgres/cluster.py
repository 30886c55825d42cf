"""The data folder: made whole or not at all, and refused where another major version made it."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from .binaries import Binaries
from .errors import PostgresUnavailable
from .logs import INITDB, explain, open_log
from .place import Place, record_place
from .probe import SUPERUSER
from .settings import SETTINGS_FILE
from .users import run_as

_NEEDED_BYTES = 200 * 1024 * 1024
_CLEAN_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def clean_environment(**more: str) -> dict[str, str]:
    """The environment for PostgreSQL's programs: nothing of ours, which may hold secrets."""
    return {**_CLEAN_ENVIRONMENT, **more}


def ensure_cluster(place: Place, binaries: Binaries, *, durable: bool) -> None:
    """Make the cluster where there is none; only under the start lock, while no server runs.

    initdb works in a folder aside which is renamed when it is whole, so an interrupted one is simply done
    again.
    """
    if not _is_whole(place.data):
        if place.is_recorded:
            raise PostgresUnavailable(
                f"{place.record} says that the database lies in {place.data}, but it is missing or damaged "
                "there. "
                "Bring the folder back or restore a backup. To begin anew with an empty database, remove "
                f"{place.record}."
            )
        _set_aside(place.data)
        _make(place, binaries, durable=durable)
    refuse_other_version(place, binaries)
    if not place.is_recorded:
        record_place(place)


def refuse_other_version(place: Place, binaries: Binaries) -> None:
    """Raise PostgresUnavailable where another major version made the data."""
    try:
        made_by = (place.data / "PG_VERSION").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return
    if made_by != str(binaries.major):
        raise PostgresUnavailable(
            f"The data in {place.data} was made by PostgreSQL {made_by}, but the programs in "
            f"{binaries.folder} are "
            f"PostgreSQL {binaries.major}. Back up with PostgreSQL {made_by}, then restore the backup into "
            "a new home "
            f"with PostgreSQL {binaries.major}; or start this home with the programs of PostgreSQL {made_by}."
        )


def _is_whole(data: Path) -> bool:
    return (data / "PG_VERSION").is_file() and (data / "global" / "pg_control").is_file()


def _set_aside(data: Path) -> None:
    if data.exists():
        data.rename(data.with_name(f"data.incomplete-{time.time_ns()}"))


def _make(place: Place, binaries: Binaries, *, durable: bool) -> None:
    free = shutil.disk_usage(place.folder).free
    if free < _NEEDED_BYTES:
        raise PostgresUnavailable(
            f"A new database needs {_NEEDED_BYTES >> 20} MB in {place.folder}, but only {free >> 20} MB are "
            "free. "
            "Free some space, or choose another home with OPENBILL_HOME."
        )
    for left_over in place.folder.glob("data.unfinished-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    # A name of its own, as the initdb of a killed process may still be writing into the folder before.
    unfinished = Path(tempfile.mkdtemp(prefix="data.unfinished-", dir=place.folder))
    if place.user is not None:
        os.chown(unfinished, place.user.uid, place.user.gid)
    with open_log(place, INITDB, afresh=True) as output:
        made = subprocess.run(  # noqa: S603 - our own program and arguments, no shell
            [str(binaries.initdb), "-D", str(unfinished), *_options(binaries.major, durable=durable)],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=clean_environment(),
            cwd="/",
            umask=0o077,
            **run_as(place.user),
        )
    if made.returncode != 0:
        raise PostgresUnavailable(f"PostgreSQL could not make a database in {unfinished}.\n{explain(place)}")
    with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write(f"\ninclude_if_exists = '{SETTINGS_FILE}'\n")
    unfinished.rename(place.data)


def _options(major: int, *, durable: bool) -> list[str]:
    options = [
        f"--username={SUPERUSER}",
        "--auth-local=trust",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale=C",
        "--data-checksums",
        "--no-instructions",
    ]
    if major >= 18:
        options += ["--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
    if not durable:
        options += ["--no-sync"]
    return options
