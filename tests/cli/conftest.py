"""Homes that are thrown away, and the program over them."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.program import Inside, Outside


@pytest.fixture
def openbill(capsys: pytest.CaptureFixture[str]) -> Inside:
    """The program over the database of the tests."""
    return Inside(capsys)


@pytest.fixture
def fresh() -> Iterator[Outside]:
    """The program over a home that does not exist yet."""
    yield from _home()


@pytest.fixture(scope="module")
def lasting() -> Iterator[Outside]:
    """The program over a home that the tests of a module share."""
    yield from _home()


def _home() -> Iterator[Outside]:
    folder = Path(tempfile.mkdtemp(prefix="obc-"))
    # A system user has to get through, where root runs the tests.
    folder.chmod(0o755)
    program = Outside(folder / "home")
    yield program
    if program.home.exists():
        program("stop")
    shutil.rmtree(folder)
