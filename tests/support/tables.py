"""Tables for servers of a test's own, copied from those of the run: for tests about something else than migrating."""

import subprocess
import tempfile
from pathlib import Path

from django.conf import settings

from openbill.foundation.embedded_postgres import EmbeddedPostgres, Server
from openbill.foundation.embedded_postgres.binaries import find_binaries
from openbill.foundation.embedded_postgres.place import SYSTEM_FOLDER
from openbill.primitives.identifiers import new_identifier

from .database import connected_as


def copy_tables(server: Server) -> None:
    """Put the tables of this version, without an organization, into the empty database `openbill` of a server.

    Takes a tenth of the time of the migrations, which each run proves once for all, and the tests of a fresh home
    for the program.
    """
    here = settings.DATABASES["default"]
    # The template itself must have no connection while others are copied from it.
    name = f"openbill_tables_{new_identifier().hex}"
    with connected_as("postgres") as connection, tempfile.TemporaryDirectory() as folder:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE openbill_template OWNER openbill_owner")
        dump = Path(folder) / "tables.dump"
        source = Server(here["HOST"], int(here["PORT"])).url(role="openbill_owner", database=name)
        _run("pg_dump", "--format=custom", f"--file={dump}", f"--dbname={source}")
        target = server.url(role="openbill_owner", database="openbill")
        _run("pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={target}", str(dump))
        connection.execute(f"DROP DATABASE {name}")


def make_home_with_tables(home: Path, **server_settings: str) -> None:
    """Make a home whose embedded server has the tables already; it does not run afterwards."""
    with EmbeddedPostgres(home, settings=server_settings) as server:
        copy_tables(server)


def _run(program: str, *arguments: str) -> None:
    folder = find_binaries(None, user=None, system_folder=SYSTEM_FOLDER).folder
    subprocess.run([str(folder / program), "--no-password", *arguments], check=True, stdin=subprocess.DEVNULL)
