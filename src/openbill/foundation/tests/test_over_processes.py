"""Parts over processes: in order, each with a connection, and ended cleanly however it ends."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from django.db import connection, transaction

from openbill.foundation import over_processes as module
from openbill.foundation.errors import ProcessEnded
from openbill.foundation.over_processes import over_processes


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch):
    monkeypatch.setattr(module, "cores", lambda: 2)


def squared(part: int) -> int:
    return part * part


def where_it_runs(folder: Path) -> tuple[int, int]:
    """The process and its backend, once two have begun: the first alone could do all before the second is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    (folder / str(os.getpid())).touch()
    deadline = time.monotonic() + 60
    while len(list(folder.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    return os.getpid(), backend


def own_process(_part: int) -> int:
    return os.getpid()


def begun_in(parts: tuple[Path, int]) -> int:
    folder, part = parts
    (folder / str(part)).touch()
    if part == 3:
        raise LookupError("the fourth")
    time.sleep(0.02)
    return part


def ended_by_the_system(part: int) -> int:
    if part == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return part


def long(_part: int) -> None:
    time.sleep(60)


def test_answers_come_in_the_order_of_the_parts():
    assert list(over_processes(squared, range(20))) == [part * part for part in range(20)]


def test_each_process_has_a_connection_of_its_own_and_none_stays(tmp_path: Path):
    found = set(over_processes(where_it_runs, [tmp_path] * 12))

    assert len({process for process, _ in found}) == len({backend for _, backend in found}) == 2
    assert os.getpid() not in {process for process, _ in found}
    assert not multiprocessing.active_children()


def test_inside_a_transaction_all_is_done_here():
    with transaction.atomic():
        assert set(over_processes(own_process, range(3))) == {os.getpid()}


def test_after_a_failure_no_part_is_begun_any_more(tmp_path: Path):
    answers = over_processes(begun_in, [(tmp_path, part) for part in range(500)])

    assert [next(answers) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(LookupError, match="the fourth"):
        next(answers)
    assert 4 <= len(list(tmp_path.iterdir())) < 500
    assert not multiprocessing.active_children()


def test_a_process_that_is_killed_is_named():
    with pytest.raises(ProcessEnded, match="Begin again"):
        list(over_processes(ended_by_the_system, range(10)))
    assert not multiprocessing.active_children()


def test_the_processes_end_with_the_one_that_started_them():
    started = subprocess.Popen([sys.executable, "-m", __name__])
    try:
        starter = psutil.Process(started.pid)
        deadline = time.monotonic() + 60
        while len(workers := starter.children()) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert len(workers) >= 3, "two workers and the tracker of their semaphores"
        time.sleep(2)
        started.kill()
        started.wait()
        _, alive = psutil.wait_procs(workers, timeout=60)
        assert not alive
    finally:
        started.kill()


if __name__ == "__main__":
    module.cores = lambda: 2
    list(over_processes(long, range(4)))
