"""A PostgreSQL server of the bench's own, with as many migrated databases as it wants."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from openbill.foundation.embedded_postgres import EmbeddedPostgres

TEMPLATE = "openbill_bench_template"


@contextmanager
def own_server(settings: Mapping[str, str] | None = None) -> Iterator["EmbeddedPostgres"]:
    """Start a server, migrate a template, point Django at a database `openbill_bench`; stop it at the end.

    `settings` are those of PostgreSQL that differ from what the embedded server has.
    """
    from openbill.foundation.embedded_postgres import EmbeddedPostgres

    home = Path(tempfile.mkdtemp(prefix="openbill-bench-"))
    home.chmod(0o711)
    server = EmbeddedPostgres(home, settings=settings)
    try:
        address = server.start()
        os.environ["OPENBILL_TEST_SERVER"] = address.url(role="ROLE", database="DATABASE")
        os.environ["OPENBILL_HOME"] = str(home)
        make_database(TEMPLATE)
        point_django_at(TEMPLATE)
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "--database", "owner", "--verbosity", "0"], check=True
        )
        make_database("openbill_bench", template=TEMPLATE)
        point_django_at("openbill_bench")
        import django

        django.setup()
        yield server
    finally:
        from django.db import connections

        connections.close_all()
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def make_database(name: str, *, template: str = "template1") -> None:
    """A new database of the owner."""
    with psycopg.connect(url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} OWNER openbill_owner")


def point_django_at(database: str) -> None:
    """Say by the environment which database Django, here and in children, shall use."""
    os.environ["DATABASE_URL"] = url("openbill_app", database)
    os.environ["DATABASE_ADMIN_URL"] = url("openbill_owner", database)
    os.environ["DJANGO_SETTINGS_MODULE"] = "openbill.project.settings"


def url(role: str, database: str) -> str:
    """The address of a database for a role."""
    return os.environ["OPENBILL_TEST_SERVER"].replace("ROLE", role).replace("DATABASE", database)
