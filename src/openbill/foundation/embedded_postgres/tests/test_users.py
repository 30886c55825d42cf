"""Root hands the server to a system user; anybody else runs it as themselves."""

import os
import pwd
import shutil
import traceback
from pathlib import Path

import pytest

from openbill.foundation.embedded_postgres import EmbeddedPostgres, PostgresUnavailable
from openbill.foundation.embedded_postgres.binaries import copy_for_system_users

ONLY_AS_ROOT = pytest.mark.skipif(
    os.geteuid() != 0, reason="Only root can hand a server to another user. Run: sudo make test"
)


@ONLY_AS_ROOT
def test_root_runs_it_as_the_named_system_user(home, supervise, ask):
    postgres = supervise(home, system_user="nobody")
    server = postgres.start()

    nobody = pwd.getpwnam("nobody")
    assert Path(f"/proc/{postgres.postmaster_pid}").stat().st_uid == nobody.pw_uid
    assert Path(server.host).stat().st_uid == nobody.pw_uid
    assert ask(server, "SELECT 1") == 1

    postgres.stop()
    again = supervise(home)
    again.start()
    assert Path(f"/proc/{again.postmaster_pid}").stat().st_uid == nobody.pw_uid, "the data's owner decides"


@ONLY_AS_ROOT
def test_root_keeps_the_data_outside_a_home_that_the_user_cannot_enter(home, supervise, ask, system_folder):
    home.parent.chmod(0o700)
    postgres = supervise(home)
    server = postgres.start()

    assert server.host.startswith(str(system_folder / "clusters"))
    assert home.parent.stat().st_mode & 0o777 == 0o700
    record = (home / "postgresql" / "place.json").read_text()
    assert str(system_folder / "clusters") in record
    assert supervise(home).start() == server
    ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    postgres.stop()

    # The home may be entered by now: the data stays where it is.
    home.parent.chmod(0o755)
    assert ask(supervise(home).start(), "SELECT answer FROM kept") == 42


@ONLY_AS_ROOT
def test_root_runs_it_as_the_owner_of_the_home(home, supervise):
    home.mkdir(mode=0o700)
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)

    postgres = supervise(home)
    postgres.start()

    assert Path(f"/proc/{postgres.postmaster_pid}").stat().st_uid == nobody.pw_uid
    postgres.stop()
    with as_nobody(home, durable=False) as answer:
        assert answer == "started and stopped"


@ONLY_AS_ROOT
def test_a_copy_that_lacks_a_file_is_made_again(system_folder, home):
    package = home.parent / "embedded_postgres"
    (package / "pginstall" / "bin").mkdir(parents=True)
    (package / "pginstall" / "bin" / "postgres").write_text("program")
    libraries = home.parent / "embedded_postgres.libs"
    libraries.mkdir()
    (libraries / "libpq.so").write_text("library")

    copied = copy_for_system_users(package, "0.1", system_folder)
    (copied.parent / "embedded_postgres.libs" / "libpq.so").unlink()
    again = copy_for_system_users(package, "0.1", system_folder)

    assert again == copied
    assert (copied.parent / "embedded_postgres.libs" / "libpq.so").read_text() == "library"
    assert not list(copied.parent.parent.glob("unfinished-*"))
    shutil.rmtree(copied.parent)


@ONLY_AS_ROOT
def test_a_system_user_that_does_not_exist_is_named(home, supervise):
    with pytest.raises(PostgresUnavailable, match="no system user 'no-such-user'"):
        supervise(home, system_user="no-such-user").start()


@ONLY_AS_ROOT
def test_anybody_else_runs_it_as_themselves(home):
    home.mkdir(mode=0o700)
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)

    with as_nobody(home, durable=False) as answer:
        assert answer == "started and stopped"


@ONLY_AS_ROOT
def test_anybody_else_is_told_whose_data_it_is(home, supervise):
    postgres = supervise(home, system_user="postgres" if has_user("postgres") else "daemon")
    postgres.start()
    postgres.stop()
    home.chmod(0o777)
    (home / "postgresql").chmod(0o777)

    with as_nobody(home) as answer:
        assert "belongs to the user" in answer


@ONLY_AS_ROOT
def test_anybody_else_is_told_of_a_home_that_cannot_be_written(home):
    home.mkdir(mode=0o755)

    with as_nobody(home) as answer:
        assert f"PostgreSQL cannot use {home / 'postgresql'}: Permission denied." in answer


class as_nobody:  # noqa: N801 - reads as words
    """What a process of the user nobody answers that starts and stops the server of the home.

    It is a child by fork that changes its user, so it needs no interpreter that nobody can read.
    """

    def __init__(self, home, **options):
        self.home, self.options = home, options

    def __enter__(self):
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.write(tell, self._act().encode())
            finally:
                os._exit(0)
        os.close(tell)
        with os.fdopen(told, encoding="utf-8") as file:
            answer = file.read()
        os.waitpid(child, 0)
        return answer

    def __exit__(self, *nothing):
        return None

    def _act(self):
        nobody = pwd.getpwnam("nobody")
        os.setgroups([])
        os.setgid(nobody.pw_gid)
        os.setuid(nobody.pw_uid)
        try:
            postgres = EmbeddedPostgres(self.home, settings={"shared_buffers": "16MB"}, **self.options)
            postgres.start()
            assert Path(f"/proc/{postgres.postmaster_pid}").stat().st_uid == nobody.pw_uid
            postgres.release()
            assert postgres.postmaster_pid is None
            return "started and stopped"
        except PostgresUnavailable as refused:
            return str(refused)
        except BaseException:
            return traceback.format_exc()


def has_user(name):
    return any(entry.pw_name == name for entry in pwd.getpwall())
