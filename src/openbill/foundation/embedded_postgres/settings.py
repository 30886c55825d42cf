"""The settings of the server, for a small machine and bulk work, and how they reach it."""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from .errors import PostgresUnavailable
from .place import Place

SETTINGS_FILE = "openbill.conf"
ONLY_OUR_SOCKET = """\
# Written at each start. The private socket folder is the guard; nothing else may connect.
local all all trust
"""

_DEFAULTS = {
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "wal_level": "replica",
    "wal_compression": "pglz",
    "checkpoint_timeout": "15min",
    "checkpoint_completion_target": "0.9",
    "random_page_cost": "1.1",
    # Reports over a whole portfolio use more than one core: the default reckons each row that a worker hands over
    # as dear as ten rows read.
    "parallel_tuple_cost": "0.01",
    "max_connections": "100",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_truncate_on_rotation": "on",
    "log_file_mode": "0600",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_OURS = frozenset(
    {
        "listen_addresses",
        "port",
        "unix_socket_directories",
        "unix_socket_permissions",
        "unix_socket_group",
        "data_directory",
        "hba_file",
        "ident_file",
        "config_file",
        "external_pid_file",
        "log_directory",
        "log_filename",
        "logging_collector",
        "log_destination",
        "lc_messages",
    }
)
_SMALL_SHARED_MEMORY_BYTES = 512 * 1024 * 1024


def write_settings(place: Place, socket_folder: Path, wanted: Mapping[str, str], *, durable: bool) -> None:
    """Write the settings and the access rule of this start into the data folder."""
    refuse_settings_that_are_ours(wanted)
    settings = {
        **_DEFAULTS,
        "dynamic_shared_memory_type": _dynamic_shared_memory_type(),
        **({} if durable else _NOT_DURABLE),
        **wanted,
        "listen_addresses": "",
        "unix_socket_directories": '"' + str(socket_folder).replace('"', '""') + '"',
        "unix_socket_permissions": "0700",
        "log_directory": str(place.log),
    }
    lines = ["# Written at each start from the configuration of Openbill: change it there."]
    lines += [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    _write(place, SETTINGS_FILE, "\n".join(lines) + "\n")
    _write(place, "pg_hba.conf", ONLY_OUR_SOCKET)


def refuse_settings_that_are_ours(wanted: Mapping[str, str]) -> None:
    """PostgresUnavailable for names that are no settings and for those that keep the server private."""
    for name, value in wanted.items():
        if not re.fullmatch(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?", name):
            raise PostgresUnavailable(f"{name!r} is not the name of a PostgreSQL setting.")
        if name in _OURS:
            raise PostgresUnavailable(
                f"The PostgreSQL setting {name} is Openbill's own: it keeps the server private. Remove it."
            )
        if "\n" in value or "\0" in value:
            raise PostgresUnavailable(f"The value of the PostgreSQL setting {name} has more than one line.")


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _write(place: Place, name: str, text: str) -> None:
    path = place.data / name
    unfinished = place.data / f"{name}.unfinished"
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor, not a path
        file.write(text)
        if place.user is not None:
            os.fchown(file.fileno(), place.user.uid, place.user.gid)
    unfinished.replace(path)


def _dynamic_shared_memory_type() -> str:
    """Memory of parallel queries: containers often have 64 MB of /dev/shm, where a large query would fail."""
    if sys.platform != "linux":
        return "posix"
    try:
        # Only measured, never written to.
        is_large = shutil.disk_usage("/dev/shm").total >= _SMALL_SHARED_MEMORY_BYTES  # noqa: S108
    except OSError:
        is_large = False
    return "posix" if is_large else "mmap"
