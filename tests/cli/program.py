"""The program `openbill`, run as itself or inside of the test."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from openbill.cli.main import main

PROGRAM = Path(sys.executable).with_name("openbill")
SMALL_SETTINGS = {"shared_buffers": "16MB", "max_wal_size": "64MB"}
SMALL_SERVER = ",".join(f"{name}={value}" for name, value in SMALL_SETTINGS.items())


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err)["error"]


class Inside:
    """Runs commands in this process, over the database of the tests."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str) -> Answer:
        self._capsys.readouterr()
        code = main(words)
        said = self._capsys.readouterr()
        return Answer(code, said.out, said.err)


class Outside:
    """Runs the program with a home of its own and nothing of the test's environment."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {
            **inherited,
            "OPENBILL_HOME": str(home),
            "OPENBILL_EMBEDDED_POSTGRES": SMALL_SERVER,
            **environment,
        }

    def __call__(self, *words: str, timeout: float = 120, **environment: str) -> Answer:
        done = subprocess.run(
            [str(PROGRAM), *words],
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def start(self, *words: str, program: list[str] | None = None, **environment: str) -> "subprocess.Popen[str]":
        """Start it and let it run."""
        return subprocess.Popen(
            [*(program or [str(PROGRAM)]), *words],
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def python(self, script: str, *words: str) -> Answer:
        """Run a script inside of the installation, as a program of its own."""
        done = subprocess.run(
            [sys.executable, "-c", script, *words],
            env={**self.environment, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    @property
    def server_runs(self) -> bool:
        """Whether a PostgreSQL of this home is alive."""
        from openbill.foundation.embedded_postgres.place import SYSTEM_FOLDER, settle_place
        from openbill.foundation.embedded_postgres.processes import running_postmaster

        place = settle_place(self.home, system_user=None, system_folder=SYSTEM_FOLDER)
        return running_postmaster(place.data) is not None
