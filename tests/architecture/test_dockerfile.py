"""The Dockerfile says what can be done: its lines are read, and its steps are done in a fresh folder.

An image itself cannot be made where there is no internet; what is installed here goes by the same files and words.
"""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

from openbill.cli.main import openbill
from openbill.foundation.configuration import load_configuration

ROOT = Path(__file__).parents[2]
KNOWN = {
    *("FROM", "ENV", "RUN", "WORKDIR", "COPY", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "STOPSIGNAL"),
    *("ENTRYPOINT", "CMD"),
}


def instructions() -> list[tuple[str, str]]:
    """The lines of the Dockerfile: what each is, and what it says, continued lines put together."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.M)
    lines = [line for line in re.sub(r"\\\n\s*", " ", text).splitlines() if line.strip()]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines]


def all_of(kind: str) -> list[str]:
    return [text for each, text in instructions() if each == kind]


def sources() -> list[str]:
    """What of the repository is copied."""
    return [name for text in all_of("COPY") for name in shlex.split(text)[:-1]]


def test_each_line_is_an_instruction_and_starts_with_a_base():
    kinds = [kind for kind, _ in instructions()]
    assert set(kinds) == KNOWN
    assert kinds[0] == "FROM"
    assert re.fullmatch(r"python:3\.\d+-slim", all_of("FROM")[0])


def test_what_is_copied_exists_and_is_let_through():
    let_through = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line[:1] == "!"]
    assert sorted(sources()) == sorted(let_through)
    assert all((ROOT / name).exists() for name in sources())


def test_it_runs_as_a_system_user_over_a_home_that_is_a_volume(tmp_path: Path):
    (environment,) = (dict(each.split("=", 1) for each in shlex.split(text)) for text in all_of("ENV"))
    ours = {name: value for name, value in environment.items() if name.startswith("OPENBILL_")}

    configuration = load_configuration({**ours, "OPENBILL_HOME": str(tmp_path)})

    assert configuration.listen == "0.0.0.0:8000"
    assert all_of("USER") == ["openbill"]
    assert all_of("VOLUME") == [ours["OPENBILL_HOME"]]
    assert all_of("EXPOSE") == ["8000"]
    assert any(text.startswith("useradd --system") and text.endswith(" openbill") for text in all_of("RUN"))


def test_what_it_starts_is_a_command_and_its_health_is_asked_in_python():
    (entry,), (words,) = (map(json.loads, all_of(kind)) for kind in ("ENTRYPOINT", "CMD"))
    (health,) = all_of("HEALTHCHECK")
    script = shlex.split(health.split("CMD ", 1)[1])

    assert entry == ["openbill"]
    assert words[0] in openbill.list_commands(None)  # type: ignore[arg-type]
    assert script[:2] == ["python", "-c"]
    ast.parse(script[2])
    assert "http://127.0.0.1:8000/health/ready" in script[2]


def test_every_package_comes_by_its_hash():
    installs = [text for text in all_of("RUN") if text.startswith("pip install")]
    assert len(installs) == 2
    assert "--require-hashes --requirement requirements.lock" in installs[0]
    assert "--no-deps --no-build-isolation" in installs[1]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """What a build would see: what is copied, without what is ignored."""
    ignored = [line.removeprefix("**/") for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
               if line.startswith("**/")]  # fmt: skip
    context = tmp_path / "context"
    context.mkdir()
    for name in sources():
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name,
                context / name,
                ignore=lambda _, names: [each for each in names if any(fnmatch(each, one) for one in ignored)],
            )
        else:
            shutil.copy(ROOT / name, context / name)
    return context


def test_what_is_copied_is_installed_and_runs(copied: Path, tmp_path: Path):
    (install,) = (text for text in all_of("RUN") if text.endswith(" ."))
    place = tmp_path / "place"
    pip = [sys.executable, "-m", *shlex.split(install)[:-1], "--quiet", "--no-index", "--target", str(place), "."]
    subprocess.run(pip, cwd=copied, check=True, timeout=300)

    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(place), "OPENBILL_HOME": str(tmp_path / "home")}
    script = "import openbill; print(openbill.__file__); from openbill.cli.main import main; main()"
    said = subprocess.run(
        [sys.executable, "-c", script, "--help"],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert said.stdout.startswith(str(place / "openbill"))
    assert "serve" in said.stdout
    assert (place / "openbill" / "console" / "static" / "console" / "console.css").exists() or list(
        (place / "openbill" / "console" / "static").rglob("*.css")
    )
    assert not list(place.rglob("test_*.py"))
