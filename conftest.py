"""One PostgreSQL server for the whole run, one database per worker, cloned from a migrated template.

Tests commit for real. They do not clean up after themselves: each makes an organization of its own, and
row-level security keeps it apart from the others.
"""

import os
import signal
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from hypothesis import settings as hypothesis_settings

TEMPLATE = "openbill_template"
SERVER_VARIABLE = "OPENBILL_TEST_SERVER"

hypothesis_settings.register_profile("openbill", deadline=None, print_blob=True)
hypothesis_settings.load_profile("openbill")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres",
        default="embedded",
        help="embedded, or the major version of an installed PostgreSQL (15)",
    )


def pytest_configure(config: pytest.Config) -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A shell starts what runs behind it so, and every program that a test starts would inherit it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):
        _start_server(config)
    _use_a_database_of_our_own(getattr(config, "workerinput", {}).get("workerid", "main"))


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(_SERVER, None)
    if server is not None:
        import shutil

        from django.db import connections

        connections.close_all()
        server.stop()
        shutil.rmtree(server.home, ignore_errors=True)


_SERVER: "pytest.StashKey[object]" = pytest.StashKey()


def _start_server(config: pytest.Config) -> None:
    from openbill.foundation.embedded_postgres import EmbeddedPostgres, installed_postgres

    home = Path(tempfile.mkdtemp(prefix="openbill-tests-"))
    home.chmod(0o711)
    wanted = config.getoption("--postgres")
    binaries = None
    if wanted != "embedded":
        binaries = installed_postgres(int(wanted))
        if binaries is None:
            raise pytest.UsageError(
                f"PostgreSQL {wanted} is not installed. Install it with: apt-get install postgresql-{wanted}"
            )
    server = EmbeddedPostgres(home, binaries=binaries, durable=False, settings={"max_connections": "200"})
    address = server.start()
    config.stash[_SERVER] = server
    os.environ[SERVER_VARIABLE] = address.url(role="ROLE", database="DATABASE")
    os.environ["OPENBILL_HOME"] = str(home)
    for variable in ("DATABASE_URL", "DATABASE_ADMIN_URL"):
        os.environ.pop(variable, None)
    _make_template()


def _make_template() -> None:
    with psycopg.connect(_address("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {TEMPLATE} OWNER openbill_owner")
    _migrate(TEMPLATE)


def _migrate(database: str) -> None:
    import subprocess
    import sys

    environment = {
        **os.environ,
        "DATABASE_URL": _address("openbill_app", database),
        "DATABASE_ADMIN_URL": _address("openbill_owner", database),
        "DJANGO_SETTINGS_MODULE": "openbill.project.settings",
    }
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--database", "owner", "--verbosity", "0"],
        env=environment,
        check=True,
    )


def _use_a_database_of_our_own(worker: str) -> None:
    database = f"openbill_{worker}"
    with psycopg.connect(_address("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database} TEMPLATE {TEMPLATE} OWNER openbill_owner")
    os.environ["DATABASE_URL"] = _address("openbill_app", database)
    os.environ["DATABASE_ADMIN_URL"] = _address("openbill_owner", database)
    os.environ["DJANGO_SETTINGS_MODULE"] = "openbill.project.settings"

    import django

    django.setup()


def _address(role: str, database: str) -> str:
    server = os.environ[SERVER_VARIABLE]
    assert urlsplit(server).scheme == "postgresql"
    return server.replace("ROLE", role).replace("DATABASE", database)
