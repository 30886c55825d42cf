"""What a server that was killed leaves behind and its successor would stumble over."""

from pathlib import Path

from .processes import noted_pid
from .server import PORT


def remove_leftovers(data: Path, socket_folder: Path) -> None:
    """Remove an unreadable postmaster.pid and the old socket; only where no server of ours runs.

    A readable postmaster.pid stays: by it PostgreSQL finds processes of the old server.
    """
    if noted_pid(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)
    for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
        (socket_folder / name).unlink(missing_ok=True)
