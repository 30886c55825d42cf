"""The embedded PostgreSQL comes and goes with those who use it, however they end."""

import signal
import sys
import time

import pytest

from .program import SMALL_SERVER, Outside


def wait_until_server_runs(program: Outside) -> None:
    for _ in range(400):
        if program.home.exists() and program.server_runs:
            return
        time.sleep(0.05)
    raise AssertionError("PostgreSQL did not come up.")


def test_two_processes_at_once_make_one_home_and_leave_nothing_running(fresh: Outside):
    two = [fresh.start("create-organization", name, "--currency", "EUR") for name in ("Anna", "Bert")]
    said = [process.communicate(timeout=120) for process in two]
    assert [process.returncode for process in two] == [0, 0], said
    assert not fresh.server_runs
    assert [each["name"] for each in fresh("organizations", "--format", "json").json] == ["Anna", "Bert"]
    assert fresh("verify").out.endswith("checks in 2 organizations, nothing wrong.\n")
    assert not fresh.server_runs


@pytest.fixture(scope="module")
def with_firm(lasting: Outside) -> Outside:
    assert lasting("create-organization", "Anna", "--currency", "EUR").code == 0
    return lasting


SLOW_REPORT = """
import sys
import django
from openbill.cli.main import main

set_up = django.setup

def set_up_and_be_slow(**how):
    set_up(**how)
    import openbill.receivables.queries.aging as queries
    queries.aging = slow

def slow(*_, **__):
    from django.db import connection
    with connection.cursor() as cursor:
        print("in the middle", flush=True)
        cursor.execute("SELECT pg_sleep(60)")

django.setup = set_up_and_be_slow
sys.exit(main(["report", "aging"]))
"""


def test_sigterm_and_ctrl_c_in_the_middle_of_a_report_stop_the_server_in_good_order(with_firm: Outside):
    for number, code, message in (
        (signal.SIGTERM, 143, "Stopped by SIGTERM."),
        (signal.SIGINT, 130, "Interrupted."),
    ):
        process = with_firm.start("-c", SLOW_REPORT, program=[sys.executable])
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        began = time.monotonic()
        process.send_signal(number)
        _, err = process.communicate(timeout=120)
        assert process.returncode == code, err
        assert err.strip() == message
        assert time.monotonic() - began < 10
        assert not with_firm.server_runs


def test_ctrl_c_while_the_server_is_starting_leaves_none_behind(fresh: Outside):
    process = fresh.start("organizations")
    wait_until_server_runs(fresh)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    assert process.returncode in (0, 130)
    assert not fresh.server_runs


def test_stop_ends_the_server_under_those_who_use_it(with_firm: Outside):
    process = with_firm.start("-c", SLOW_REPORT, program=[sys.executable])
    assert process.stdout is not None
    assert process.stdout.readline() == "in the middle\n"
    assert with_firm("stop").code == 0
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "Traceback" not in err
    assert not with_firm.server_runs
    assert with_firm("stop").code == 0


def test_the_server_is_not_a_child_that_the_last_one_forgets(with_firm: Outside):
    worker = with_firm.start("worker")
    assert worker.stdout is not None
    assert worker.stdout.readline().startswith("The worker is ready")
    assert with_firm("organizations").code == 0
    assert with_firm.server_runs
    worker.send_signal(signal.SIGTERM)
    out, err = worker.communicate(timeout=60)
    assert worker.returncode == 0, err
    assert out == "The worker has stopped.\n"
    assert not with_firm.server_runs


def test_stop_refuses_a_server_that_is_not_ours(with_firm: Outside):
    answer = with_firm(
        "stop",
        DATABASE_URL="postgresql://a@/x?host=/nowhere",
        DATABASE_ADMIN_URL="postgresql://b@/x?host=/nowhere",
        OPENBILL_EMBEDDED_POSTGRES=SMALL_SERVER,
    )
    assert answer.code == 1
    assert "Stop it where it was started." in answer.err
