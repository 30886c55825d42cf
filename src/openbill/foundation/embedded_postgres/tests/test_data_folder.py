"""The data folder is whole or made again, never silently replaced, and lies where the server may enter."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from openbill.foundation.embedded_postgres import PostgresUnavailable, installed_postgres


def test_an_interrupted_initdb_is_redone(home, supervise, ask):
    half = home / "postgresql" / "data.unfinished-abc"
    (half / "base").mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    home.chmod(0o711)

    server = supervise(home).start()

    assert ask(server, "SELECT 1") == 1
    assert not half.exists()


def test_a_process_killed_inside_initdb_does_no_harm(home, supervise, start_user, ask):
    user = start_user(home)
    while not list(home.glob("postgresql/data.unfinished-*/base")):
        assert user.poll() is None
    user.kill()

    server = supervise(home).start()

    assert ask(server, "SELECT 1") == 1


def test_a_half_data_folder_is_set_aside_and_made_again(home, supervise, ask):
    half = home / "postgresql" / "data"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    if os.geteuid() == 0:
        os.chown(half, 65534, 65534)

    server = supervise(home).start()

    assert ask(server, "SELECT 1") == 1
    assert len(list(half.parent.glob("data.incomplete-*"))) == 1


def test_data_that_was_there_and_is_gone_is_a_loss_and_no_new_beginning(home, supervise):
    postgres = supervise(home)
    postgres.start()
    postgres.stop()
    data = home / "postgresql" / "data"
    data.rename(home / "elsewhere")

    with pytest.raises(PostgresUnavailable, match="missing or damaged"):
        supervise(home).start()
    assert not data.exists()

    (home / "elsewhere").rename(data)
    supervise(home).start()


def test_data_of_another_version_is_refused_with_both_versions(home, supervise):
    postgres = supervise(home)
    postgres.start()
    postgres.stop()
    (home / "postgresql" / "data" / "PG_VERSION").write_text("14\n")

    with pytest.raises(PostgresUnavailable, match=r"made by PostgreSQL 14.*are PostgreSQL 18.*Back up"):
        supervise(home).start()


def test_a_home_that_cannot_be_written_is_named_with_the_remedy(home, supervise):
    home.write_text("a file, not a folder")

    with pytest.raises(PostgresUnavailable, match="OPENBILL_HOME") as refused:
        supervise(home).start()
    assert str(home) in str(refused.value)


def test_a_full_disk_is_named_before_anything_is_made(home, supervise, monkeypatch):
    full = shutil.disk_usage("/")._replace(free=7 << 20)
    monkeypatch.setattr("openbill.foundation.embedded_postgres.cluster.shutil.disk_usage", lambda _: full)

    with pytest.raises(PostgresUnavailable, match="only 7 MB are free"):
        supervise(home).start()


@pytest.mark.parametrize("name", ["x" * 120, "with, comma", 'it\'s "quoted" 100% ünïcode'])
def test_a_home_with_an_awkward_path_works(home, supervise, ask, name):
    home.parent.joinpath(name).mkdir(mode=0o755)
    awkward = home.parent / name / "home"
    postgres = supervise(awkward)

    server = postgres.start()

    assert ask(server, "SELECT 1") == 1
    assert supervise(awkward).start() == server
    assert len(f"{server.host}/.s.PGSQL.5432".encode()) <= 107
    postgres.stop()
    if not server.host.startswith(str(awkward)):
        Path(server.host).rmdir()


def test_a_copied_home_gets_a_server_of_its_own(home, supervise, ask):
    long_home = home.parent / ("y" * 100)
    first = supervise(long_home)
    original = first.start()
    first.stop()
    copy = home.parent / ("z" * 100)
    subprocess.run(["cp", "-a", str(long_home), str(copy)], check=True)
    first.start()

    second = supervise(copy)
    server = second.start()

    assert second.postmaster_pid != first.postmaster_pid
    assert server.host != original.host
    assert ask(server, "SHOW data_directory", role="postgres").startswith(str(copy))
    for postgres, host in ((first, original.host), (second, server.host)):
        postgres.stop()
        Path(host).rmdir()


def test_a_damaged_record_is_named(home, supervise):
    postgres = supervise(home)
    postgres.start()
    postgres.stop()
    record = home / "postgresql" / "place.json"
    record.write_text("{")

    with pytest.raises(PostgresUnavailable, match=r"place\.json is damaged"):
        supervise(home).start()
    record.write_text(json.dumps({"folder": "."}))


def test_postgresql_15_runs_under_the_same_supervisor(home, supervise, ask):
    folder = installed_postgres(15)
    if folder is None:
        pytest.skip("PostgreSQL 15 is not on this machine. Install it: apt-get install postgresql-15")
    server = supervise(home, binaries=folder).start()

    assert ask(server, "SELECT current_setting('server_version_num')::int / 10000") == 15
    assert ask(server, "SHOW server_encoding") == "UTF8"

    supervise(home).stop()
    with pytest.raises(PostgresUnavailable, match=r"made by PostgreSQL 15.*are PostgreSQL 18"):
        supervise(home).start()


def test_programs_that_are_not_there_are_named(home, supervise):
    with pytest.raises(PostgresUnavailable, match=r"/nowhere/bin/postgres"):
        supervise(home, binaries=home.parent / "nowhere" / "bin").start()
