"""Homes that are thrown away, and the program over them."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.program import SMALL_SETTINGS, Inside, Outside


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
    """The program over a home that the tests of a module share; it has its tables, and no organization."""
    yield from _home(has_tables=True)


def _home(*, has_tables: bool = False) -> Iterator[Outside]:
    folder = Path(tempfile.mkdtemp(prefix="obc-"))
    # A system user has to get through, where root runs the tests.
    folder.chmod(0o755)
    program = Outside(folder / "home")
    if has_tables:
        # Not before Django is set up, which is after this file is read.
        from tests.support.tables import make_home_with_tables

        make_home_with_tables(program.home, **SMALL_SETTINGS)
    yield program
    if program.home.exists():
        program("stop")
    shutil.rmtree(folder)
