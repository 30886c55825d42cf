"""The first user starts the server, others join it, the last one stops it."""

import os
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from openbill.foundation.embedded_postgres import EmbeddedPostgres, PostgresUnavailable


def test_first_start_makes_a_cluster_with_roles_and_an_empty_database(home, supervise, ask):
    server = supervise(home).start()

    assert ask(server, "SHOW server_encoding") == "UTF8"
    assert ask(server, "SHOW data_checksums") == "on"
    assert ask(server, "SHOW listen_addresses") == ""
    assert ask(server, "SELECT lower('ÄÖÜẞ')") == "äöüß"
    assert ask(server, "SELECT datlocale FROM pg_database WHERE datname = 'openbill'") == "PG_UNICODE_FAST"
    assert ask(server, "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'openbill'") == "openbill_owner"
    assert roles(server) == {
        # superuser, bypasses row security, makes databases, makes roles
        "openbill_app": (False, False, False, False),
        "openbill_maintenance": (False, True, False, False),
        "openbill_owner": (False, True, True, True),
        "openbill_own_customers": (False, False, False, False),
        "openbill_sign_in": (False, False, False, False),
    }
    assert ask(server, "SELECT current_user", role="openbill_app") == "openbill_app"
    assert ask(server, "CREATE TEMPORARY TABLE t (x int)", role="openbill_maintenance") is None
    ask(server, "SET ROLE openbill_maintenance; SET ROLE openbill_app")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server, "CREATE TABLE t (x int)", role="openbill_app")


def test_owner_may_make_a_database_and_the_trusted_extensions(home, supervise, ask):
    server = supervise(home).start()

    ask(server, "CREATE DATABASE test_openbill", database="postgres")
    ask(server, "CREATE EXTENSION pg_trgm", database="test_openbill")
    ask(server, "CREATE EXTENSION btree_gist", database="test_openbill")

    assert ask(server, "SELECT similarity('Meyer', 'Meier') > 0.2", database="test_openbill") is True


def test_second_start_joins_and_the_last_user_stops(home, supervise, is_alive):
    first, second = supervise(home), supervise(home)
    server = first.start()
    pid = first.postmaster_pid

    assert second.start() == server
    assert first.start() == server
    assert second.postmaster_pid == pid
    first.release()
    assert is_alive(pid)
    first.release()
    assert is_alive(pid)
    second.release()
    assert not is_alive(pid)
    assert second.postmaster_pid is None


def test_data_is_there_again_after_a_restart(home, supervise, ask):
    with supervise(home, durable=True) as server:
        ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")

    with supervise(home, durable=True) as server:
        assert ask(server, "SELECT answer FROM kept") == 42


def test_stop_ends_the_server_whoever_uses_it(home, supervise, start_user, is_alive):
    other = start_user(home)
    pid = int(other.stdout.readline().split()[0])

    supervise(home).stop()

    assert not is_alive(pid)
    other.stdin.write("\n")
    other.stdin.flush()
    assert other.stdout.readline().strip() == "None"


def test_a_user_that_is_killed_leaves_the_server_and_the_next_one_stops_it(home, supervise, start_user, is_alive):
    user = start_user(home)
    pid = int(user.stdout.readline().split()[0])

    user.kill()
    user.wait()
    assert is_alive(pid)

    next_user = supervise(home)
    next_user.start()
    assert next_user.postmaster_pid == pid
    next_user.release()
    assert not is_alive(pid)


def test_processes_that_start_at_once_get_one_server(home, start_user, is_alive):
    users = [start_user(home) for _ in range(6)]

    answers = {user.stdout.readline() for user in users}

    assert len(answers) == 1
    pid = int(answers.pop().split()[0])
    for user in users:
        assert is_alive(pid)
        user.stdin.write("\n")
        user.stdin.flush()
        user.wait(timeout=30)
        assert user.returncode == 0
    assert not is_alive(pid)


def test_a_child_by_fork_neither_keeps_the_server_nor_stops_it(home, supervise, is_alive):
    postgres = supervise(home)
    postgres.start()
    pid = postgres.postmaster_pid
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        postgres.release()
        os.read(told, 1)
        os._exit(0)

    time.sleep(0.05)
    assert is_alive(pid)
    postgres.release()
    assert not is_alive(pid)
    os.write(tell, b".")
    os.waitpid(child, 0)
    os.close(told)
    os.close(tell)


def test_missing_roles_and_rights_are_repaired_at_the_next_start(home, supervise, ask):
    postgres = supervise(home)
    server = postgres.start()
    as_superuser = {"role": "postgres", "database": "postgres"}
    ask(server, "DROP DATABASE openbill", **as_superuser)
    ask(server, "REVOKE ALL ON DATABASE postgres FROM openbill_maintenance", **as_superuser)
    ask(server, "DROP ROLE openbill_maintenance", **as_superuser)
    ask(server, "ALTER ROLE openbill_app BYPASSRLS", **as_superuser)

    postgres.start()

    assert roles(server)["openbill_app"] == (False, False, False, False)
    assert roles(server)["openbill_maintenance"] == (False, True, False, False)
    assert ask(server, "SELECT current_user", role="openbill_maintenance") == "openbill_maintenance"


def test_settings_go_over_the_defaults_and_those_that_keep_it_private_are_refused(home, supervise, ask):
    server = supervise(home, settings={"work_mem": "5MB", "application_name": r"it's a \ name"}).start()

    assert ask(server, "SHOW work_mem") == "5MB"
    assert ask(server, "SHOW random_page_cost") == "1.1"
    assert ask(server, "SELECT boot_val IS NOT NULL FROM pg_settings WHERE name = 'fsync'") is True
    assert ask(server, "SHOW fsync") == "off"
    with pytest.raises(PostgresUnavailable, match="listen_addresses is Openbill's own"):
        EmbeddedPostgres(home, settings={"listen_addresses": "*"})
    with pytest.raises(PostgresUnavailable, match="not the name of a PostgreSQL setting"):
        EmbeddedPostgres(home, settings={"work_mem = 1\nfsync": "off"})


def test_a_wrong_setting_is_named_with_the_log(home, supervise):
    with pytest.raises(PostgresUnavailable) as refused:
        supervise(home, settings={"shared_buffers": "plenty"}).start()

    assert "shared_buffers" in str(refused.value)
    assert "startup.log" in str(refused.value)


def test_a_durable_user_does_not_join_a_server_that_would_lose_data(home, supervise):
    supervise(home, durable=False).start()

    with pytest.raises(PostgresUnavailable, match="without durability"):
        supervise(home, durable=True).start()


def test_the_socket_is_private_and_nothing_else_may_connect(home, supervise):
    server = supervise(home).start()

    folder = Path(server.host).stat()
    assert folder.st_mode & 0o777 == 0o700
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host="localhost", port=server.port, user="openbill_app", dbname="openbill", connect_timeout=2)
    hba = (home / "postgresql" / "data" / "pg_hba.conf").read_text()
    assert [line for line in hba.splitlines() if not line.startswith("#")] == ["local all all trust"]


def test_no_environment_of_ours_reaches_the_server(home, supervise, monkeypatch):
    monkeypatch.setenv("OPENBILL_SECRET_KEY", "very secret")
    monkeypatch.setenv("PGPORT", "1")
    postgres = supervise(home)
    postgres.start()

    shown = subprocess.run(
        ["cat", f"/proc/{postgres.postmaster_pid}/environ"], capture_output=True, text=True, check=True
    ).stdout
    assert "very secret" not in shown


def roles(server):
    with psycopg.connect(server.url(role="openbill_owner", database="openbill")) as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole"
            " FROM pg_roles WHERE rolname ~ '^openbill_'"
        )
        return {name: tuple(rights) for name, *rights in rows}
