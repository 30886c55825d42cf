"""Whatever was killed, the next start brings committed data back and harms no stranger."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from openbill.foundation.embedded_postgres import PostgresUnavailable


def test_a_killed_server_recovers_what_was_committed(home, supervise, ask):
    postgres = supervise(home, durable=True)
    server = postgres.start()
    ask(server, "CREATE TABLE kept AS SELECT generate_series(1, 50000) AS number")
    kill_outright(postgres.postmaster_pid)

    server = supervise(home, durable=True).start()

    assert ask(server, "SELECT count(*) FROM kept") == 50_000


def test_the_same_user_brings_a_killed_server_back(home, supervise, ask):
    postgres = supervise(home)
    server = postgres.start()
    killed = postgres.postmaster_pid
    kill_outright(killed)
    assert postgres.postmaster_pid is None

    assert postgres.start() == server
    assert postgres.postmaster_pid != killed
    assert ask(server, "SELECT 1") == 1


def test_a_busy_backend_of_the_killed_server_is_waited_for(home, supervise, ask):
    postgres = supervise(home)
    server = postgres.start()
    with psycopg.connect(server.url(role="openbill_owner", database="openbill"), autocommit=True) as connection:
        backend = connection.info.backend_pid
        os.kill(backend, signal.SIGSTOP)
        kill_outright(postgres.postmaster_pid)
        waker = subprocess.Popen([sys.executable, "-c", f"import os, time; time.sleep(1); os.kill({backend}, 18)"])

        postgres.start()
        waker.wait()

    assert ask(server, "SELECT 1") == 1


def test_a_backend_that_never_ends_is_named_as_the_reason(home, supervise):
    postgres = supervise(home, start_timeout_seconds=2)
    server = postgres.start()
    with psycopg.connect(server.url(role="openbill_owner", database="openbill"), autocommit=True) as connection:
        backend = connection.info.backend_pid
        os.kill(backend, signal.SIGSTOP)
        kill_outright(postgres.postmaster_pid)
        try:
            with pytest.raises(PostgresUnavailable) as refused:
                postgres.start()
        finally:
            os.kill(backend, signal.SIGCONT)
            os.kill(backend, signal.SIGTERM)
    assert "pre-existing shared memory block" in str(refused.value)


def test_a_stale_pid_of_a_stranger_is_no_obstacle_and_the_stranger_lives(home, supervise, ask):
    postgres = supervise(home)
    server = postgres.start()
    owner = (home / "postgresql" / "data").stat()
    kill_outright(postgres.postmaster_pid)
    as_owner = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    stranger = subprocess.Popen(["/bin/sleep", "60"], cwd="/", **as_owner)
    try:
        for path in (home / "postgresql/data/postmaster.pid", home / "postgresql/socket/.s.PGSQL.5432.lock"):
            lines = path.read_text().split("\n")
            path.write_text("\n".join([str(stranger.pid), *lines[1:]]))

        supervise(home).stop()
        assert stranger.poll() is None
        assert postgres.start() == server
        assert ask(server, "SELECT 1") == 1
        postgres.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize("content", ["", "rubbish\n", "0\n"])
def test_an_unreadable_pid_file_is_no_obstacle(home, supervise, ask, content):
    postgres = supervise(home)
    server = postgres.start()
    kill_outright(postgres.postmaster_pid)
    time.sleep(0.1)
    (home / "postgresql/data/postmaster.pid").write_text(content)
    (home / "postgresql/socket/.s.PGSQL.5432.lock").write_text(content)

    postgres.start()

    assert ask(server, "SELECT 1") == 1


def test_a_server_whose_socket_was_swept_away_is_started_anew(home, supervise, ask, monkeypatch):
    monkeypatch.setattr("openbill.foundation.embedded_postgres.starting._WITHOUT_SOCKET_SECONDS", 0.2)
    postgres = supervise(home)
    server = postgres.start()
    lost = postgres.postmaster_pid
    for path in (home / "postgresql" / "socket").iterdir():
        path.unlink()

    assert postgres.start() == server
    assert postgres.postmaster_pid != lost
    assert ask(server, "SELECT 1") == 1


def test_a_server_that_does_not_answer_in_time_is_named_with_its_log(home, supervise):
    postgres = supervise(home, start_timeout_seconds=1)
    postgres.start()
    os.kill(postgres.postmaster_pid, signal.SIGSTOP)
    try:
        with pytest.raises(PostgresUnavailable, match=r"is not ready after \d+ s[\s\S]*postgresql-\w+\.log"):
            supervise(home, start_timeout_seconds=1).start()
    finally:
        os.kill(postgres.postmaster_pid, signal.SIGCONT)


def kill_outright(pid):
    """What a power cut or the kernel's out-of-memory killer does; the pid is proven to be our server's."""
    os.kill(pid, signal.SIGKILL)
    for _ in range(500):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return
        except FileNotFoundError:
            return
        time.sleep(0.01)
