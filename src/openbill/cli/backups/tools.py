"""The programs pg_dump and pg_restore of the server's own version, run over a database of ours."""

import errno
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import connections

from openbill.cli.backups.errors import NoRoom, ToolFailed, ToolMissing
from openbill.foundation.embedded_postgres.binaries import find_binaries, installed_postgres
from openbill.foundation.embedded_postgres.errors import PostgresUnavailable
from openbill.foundation.embedded_postgres.place import SYSTEM_FOLDER
from openbill.foundation.logs import redacted

_FOLDERS_OF_CLIENTS = ("/usr/lib/postgresql/{major}/bin", "/usr/pgsql-{major}/bin")


def server_major() -> int:
    """The major version of the server."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def run_tool(program: str, arguments: Sequence[str], *, database: str | None = None) -> None:
    """Run a client program as the owner role; the password travels in the environment, seen by nobody else.

    Raises ToolMissing, NoRoom and ToolFailed.
    """
    major = server_major()
    address = connections["owner"].get_connection_params()
    tool = _find(program, major)
    done = subprocess.run(  # noqa: S603 - our own program and arguments, no shell
        [str(tool), "--no-password", *arguments],
        env=_environment(address, database or address["dbname"]),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0:
        lines = [line for line in redacted(done.stderr).splitlines() if "error:" in line]
        line = (lines or redacted(done.stderr).splitlines() or ["it gave no reason"])[0]
        reason = line.partition("error:")[2].strip() or line
        refusal = NoRoom if os.strerror(errno.ENOSPC) in reason else ToolFailed
        raise refusal(program=program, reason=reason)


def _find(program: str, major: int) -> Path:
    for candidate in _candidates(program, major):
        if candidate.is_file() and _major_of(candidate) == major:
            return candidate
    raise ToolMissing(program=program, major=major)


def _candidates(program: str, major: int) -> Iterator[Path]:
    on_path = shutil.which(program)
    if on_path is not None:
        yield Path(on_path)
    for folder in _FOLDERS_OF_CLIENTS:
        yield Path(folder.format(major=major)) / program
    installed = installed_postgres(major)
    if installed is not None:
        yield installed / program
    try:
        yield find_binaries(None, user=None, system_folder=SYSTEM_FOLDER).folder / program
    except PostgresUnavailable:
        return


def _major_of(tool: Path) -> int | None:
    try:
        said = subprocess.run(  # noqa: S603 - a program of PostgreSQL, no shell
            [str(tool), "--version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return int(found.group(1)) if found else None


def _environment(address: dict[str, Any], database: str) -> dict[str, str]:
    """The environment of libpq's programs: where to connect, and of ours only PATH and HOME."""
    named = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    named |= {name: f"PG{name.upper()}" for name in ("sslmode", "sslrootcert", "sslcert", "sslkey", "options")}
    given = {variable: str(address[name]) for name, variable in named.items() if address.get(name)}
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "LC_ALL": "C", **given, "PGDATABASE": database, "PGAPPNAME": "openbill"}
