"""An answer that cannot be written is told with what helps; one that nobody reads any more ends in silence."""

import errno
import json
import os
import subprocess
from pathlib import Path

import pytest
from tests.support.organizations import an_organization
from tests.support.receivables import a_customer, a_debit

from openbill.cli.failures import failure_of

from .program import PROGRAM, Inside, Outside

FULL = (
    "The answer cannot be written: No space left on device.\n"
    "Free space there, or send it elsewhere, and ask again. If it was no question but an act, look first:"
    " it may be done already.\n"
)
QUESTIONS = (("--help",), ("aging", "--format", "table"), ("aging", "--format", "csv"), ("journal", "--format", "csv"))


def asked(program: Outside, words: tuple[str, ...], *, stdout: int, **environment: str) -> tuple[int, str]:
    """Exit code and stderr of a report over the database of the tests, or of `--help`."""
    if words != ("--help",):
        firm = an_organization()
        a_debit(firm, a_customer(firm), "100.00")
        words = ("report", *words, "--organization", f"Test {firm.id}")
    addresses = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_ADMIN_URL")}
    done = subprocess.run(
        [str(PROGRAM), *words],
        env={**program.environment, **addresses, **environment},
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_device_is_told_with_what_helps(fresh: Outside, words: tuple[str, ...], unbuffered: str):
    with Path("/dev/full").open("w") as device:
        assert asked(fresh, words, stdout=device.fileno(), PYTHONUNBUFFERED=unbuffered) == (1, FULL)


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_who_has_gone_ends_it_in_silence(fresh: Outside, words: tuple[str, ...], unbuffered: str):
    read, write = os.pipe()
    os.close(read)
    try:
        assert asked(fresh, words, stdout=write, PYTHONUNBUFFERED=unbuffered) == (141, "")
    finally:
        os.close(write)


def test_json_is_told_as_json(fresh: Outside):
    with Path("/dev/full").open("w") as device:
        code, said = asked(fresh, ("aging", "--format", "json"), stdout=device.fileno())
    assert (code, json.loads(said)["error"]["code"]) == (1, "output_not_writable")


def test_a_stderr_that_is_full_too_leaves_the_exit_code(fresh: Outside):
    with Path("/dev/full").open("w") as device:
        done = subprocess.run(
            [str(PROGRAM), "--help"], env=fresh.environment, stdout=device, stderr=device, check=False
        )
        asked_wrongly = subprocess.run([str(PROGRAM), "nonsense"], env=fresh.environment, stderr=device, check=False)
    assert (done.returncode, asked_wrongly.returncode) == (1, 2)


def test_a_device_is_no_place_for_a_backup(openbill: Inside):
    answer = openbill("backup", "/dev/full", "--with-keys")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "/dev/full is a device or the like, where no file can be kept.\n"
        "Name a new file in a folder that you may write to, with room enough.\n"
    )


def test_a_disk_that_gets_full_while_it_is_backed_up_is_told_and_no_file_is_left(
    openbill: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from openbill.cli.backups.tools import server_major

    tools, target = tmp_path / "tools", tmp_path / "target"
    tools.mkdir()
    target.mkdir()
    pg_dump = tools / "pg_dump"
    pg_dump.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump (PostgreSQL) {server_major()}.0" && exit 0\n'
        'echo "pg_dump: error: could not write to output file: No space left on device" >&2\nexit 1\n'
    )
    pg_dump.chmod(0o755)
    monkeypatch.setenv("PATH", str(tools), prepend=os.pathsep)

    answer = openbill("backup", str(target / "backup.tar"))

    assert (answer.code, answer.out) == (1, "")
    assert answer.err == (
        "pg_dump found the disk full: could not write to output file: No space left on device\n"
        "Free space on it, or choose a folder on another disk, then try again. Nothing was changed.\n"
    )
    assert list(target.iterdir()) == []


def test_any_other_disk_that_is_full_is_named():
    failure = failure_of(OSError(errno.ENOSPC, "No space left on device", "/home/anna/x"))
    assert (failure.code, failure.message, failure.remedy, failure.exit_code) == (
        "disk_full",
        "The disk is full: /home/anna/x cannot be written.",
        "Free space on it, then try again.",
        1,
    )
