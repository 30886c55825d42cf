"""Help is there at once, and a command loads itself alone."""

import subprocess
import sys
import time
from importlib.util import find_spec

import pytest

from openbill.cli.commands import COMMANDS
from openbill.cli.commands.report import REPORTS
from openbill.cli.lazy_group import Entry

from .program import PROGRAM, Inside

WRITTEN = [entry for entry in (*COMMANDS, *REPORTS) if find_spec(entry.place.partition(":")[0]) is not None]


def test_help_comes_without_django_and_pydantic():
    script = (
        "import sys; from openbill.cli.main import main; main(['--help']);"
        "print(sorted({'django', 'pydantic', 'psycopg', 'rich', 'procrastinate'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_takes_less_than_a_third_of_a_second():
    def seconds() -> float:
        began = time.perf_counter()
        subprocess.run([str(PROGRAM), "--help"], capture_output=True, check=True)
        return time.perf_counter() - began

    assert min(seconds() for _ in range(5)) < 0.3


@pytest.mark.parametrize("entry", WRITTEN, ids=lambda entry: entry.name)
def test_a_command_tells_its_options_without_a_database(entry: Entry):
    script = (
        f"import sys; sys.path.insert(0, '.'); from {entry.place.partition(':')[0]} import *;"
        "assert 'django' not in sys.modules, 'a command imports what it needs when it runs'"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
    command = entry.load()
    assert command.help
    assert command.name == entry.name


def test_an_unknown_command_is_answered_with_help(openbill: Inside):
    answer = openbill("repor")
    assert answer.code == 2
    assert "No such command 'repor'" in answer.err
    assert "Traceback" not in answer.err


def test_the_version_is_told(openbill: Inside):
    assert openbill("--version").out == "openbill 0.1.0\n"
