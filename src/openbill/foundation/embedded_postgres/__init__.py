"""A PostgreSQL server of our own inside the home folder: made, started, shared, recovered and stopped without
a hand.

Responsible for one server per home, its roles and its empty database `openbill`; not for tables (migrations),
backup or connections. `supervisor.py` is where a reader begins.
"""

from .binaries import installed_postgres
from .errors import PostgresUnavailable
from .server import Server
from .supervisor import EmbeddedPostgres

__all__ = ["EmbeddedPostgres", "PostgresUnavailable", "Server", "installed_postgres"]
