"""Homes that are thrown away, and processes that use their servers."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from openbill.foundation.embedded_postgres import EmbeddedPostgres, Server

SMALL = {"shared_buffers": "16MB", "max_connections": "30", "max_wal_size": "64MB"}

USE_UNTIL_TOLD = """
import os, sys
from pathlib import Path
from openbill.foundation.embedded_postgres import EmbeddedPostgres

home, system_folder = Path(sys.argv[1]), Path(sys.argv[2])
settings = dict(word.split("=") for word in sys.argv[3:])
postgres = EmbeddedPostgres(home, settings=settings, durable=False, system_folder=system_folder)
server = postgres.start()
print(postgres.postmaster_pid, server.host, flush=True)
sys.stdin.readline()
postgres.release()
print(postgres.postmaster_pid, flush=True)
"""


@pytest.fixture(scope="session")
def system_folder() -> Iterator[Path]:
    """Stands for /var/lib/openbill."""
    folder = Path(tempfile.mkdtemp(prefix="obs-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def home() -> Iterator[Path]:
    """A home that does not exist yet, in a folder that a system user can enter."""
    folder = Path(tempfile.mkdtemp(prefix="obh-"))
    folder.chmod(0o755)
    yield folder / "home"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def supervise(system_folder: Path) -> Iterator[Callable[..., EmbeddedPostgres]]:
    """Make a supervisor; whatever it leaves running is stopped at the end."""
    made: list[EmbeddedPostgres] = []

    def make(home: Path, **options: Any) -> EmbeddedPostgres:
        options = {"durable": False, "settings": SMALL, "system_folder": system_folder, **options}
        made.append(EmbeddedPostgres(home, **options))
        return made[-1]

    yield make
    for postgres in reversed(made):
        if (postgres.home / "postgresql" / "place.json").exists():
            postgres.stop()


@pytest.fixture
def start_user(system_folder: Path) -> Iterator[Callable[[Path], "subprocess.Popen[str]"]]:
    """Start another process that uses the home's server until a line is written to it."""
    started: list[subprocess.Popen[str]] = []

    def start(home: Path) -> "subprocess.Popen[str]":
        words = [f"{name}={value}" for name, value in SMALL.items()]
        process = subprocess.Popen(
            [sys.executable, "-c", USE_UNTIL_TOLD, str(home), str(system_folder), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def ask() -> Callable[..., Any]:
    """The first value that a statement answers; no connection stays open."""

    def first_value(server: Server, statement: str, *, role: str = "openbill_owner", database: str = "openbill") -> Any:
        with psycopg.connect(server.url(role=role, database=database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    return first_value


@pytest.fixture
def is_alive() -> Callable[[int], bool]:
    """Whether the process runs; one that ended within a moment does not."""

    def alive(pid: int) -> bool:
        for _ in range(40):
            try:
                state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            except FileNotFoundError:
                return False
            if state == "Z":
                return False
            time.sleep(0.005)
        return True

    return alive
