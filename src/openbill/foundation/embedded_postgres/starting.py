"""Bring the server of a place up: join the one that runs, or start it and wait until it has recovered."""

import logging
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .binaries import Binaries
from .cluster import clean_environment, ensure_cluster
from .errors import PostgresUnavailable
from .leftovers import remove_leftovers
from .logs import STARTUP, explain, open_log, tail
from .place import Place
from .probe import Answer, Probed, probe
from .processes import noted_pid, running_postmaster
from .roles import ensure_roles_and_database
from .server import PORT, Server
from .settings import write_settings
from .socket_folder import known_socket_folder, settle_socket_folder
from .stopping import stop_postmaster
from .users import run_as

logger = logging.getLogger("openbill.embedded_postgres")

_WITHOUT_SOCKET_SECONDS = 10
_PROGRESS_EVERY_SECONDS = 5
_OLD_SERVER_IS_STILL_ENDING = "pre-existing shared memory block"

_started_by_us: list["subprocess.Popen[bytes]"] = []


@dataclass
class Starting:
    """One attempt to bring the server of a place up; only under the start lock."""

    place: Place
    find_binaries: Callable[[], Binaries]
    settings: Mapping[str, str]
    durable: bool
    patience_seconds: float
    _child: "subprocess.Popen[bytes] | None" = None
    _begun_at: float = field(default_factory=time.monotonic)
    _told_at: float = field(default_factory=time.monotonic)

    def bring_up(self) -> Server:
        """The server, running and with its roles and database; PostgresUnavailable where that fails."""
        folder = known_socket_folder(self.place)
        found = self._probe(folder)
        if found.answer is not Answer.RUNNING:
            folder, found = self._wait_until_running(folder, found)
        assert folder is not None, "A server that answers has a socket."
        if self.durable and not found.is_durable:
            raise PostgresUnavailable(
                f"The PostgreSQL of {self.place.home} was started without durability (for tests) and would "
                "lose "
                "committed data in a crash. End the processes that use it, then start again."
            )
        server = Server(str(folder), PORT)
        ensure_roles_and_database(server)
        return server

    def _wait_until_running(self, folder: Path | None, found: Probed) -> tuple[Path, Probed]:
        pause = 0.01
        while found.answer is not Answer.RUNNING or folder is None:
            if found.answer in (Answer.SILENT, Answer.STRANGER):
                folder = self._make_it_run(folder, found.answer)
            self._tell_progress()
            time.sleep(pause)
            pause = min(pause * 1.3, 0.2)
            found = self._probe(folder)
        return folder, found

    def _make_it_run(self, folder: Path | None, answer: Answer) -> Path | None:
        """One step where no server answers: start it, or leave the one that is coming up its time."""
        if self._child is not None and self._child.poll() is None:
            return folder
        pid = running_postmaster(self.place.data)
        if pid is not None:
            has_socket = folder is not None and (folder / f".s.PGSQL.{PORT}").exists()
            may_be_busy = answer is Answer.SILENT and has_socket
            if may_be_busy or self._waited_seconds() < _WITHOUT_SOCKET_SECONDS:
                return folder
            logger.warning("PostgreSQL (process %s) runs but its socket is gone; it is started anew.", pid)
            stop_postmaster(self.place.data)
        elif self._child is not None:
            self._refuse_unless_old_server_is_ending()
        binaries = self.find_binaries()
        ensure_cluster(self.place, binaries, durable=self.durable)
        folder = settle_socket_folder(self.place, fresh=answer is Answer.STRANGER)
        write_settings(self.place, folder, self.settings, durable=self.durable)
        if self._child is None:
            self._begun_at = time.monotonic()
        self._child = self._spawn(binaries, folder)
        return folder

    def _spawn(self, binaries: Binaries, socket_folder: Path) -> "subprocess.Popen[bytes]":
        """Start the server as a process of its own session.

        A pid left behind in postmaster.pid may belong to a stranger by now, and PostgreSQL would refuse to
        start. We know that it is no server of this folder, and say so in the way of pg_ctl: PostgreSQL
        overlooks the pid of its "grandparent", and still checks that no process of the old server is alive.
        """
        stale_pid = noted_pid(self.place.data)
        environment = clean_environment() if stale_pid is None else clean_environment(PG_GRANDPARENT_PID=str(stale_pid))
        remove_leftovers(self.place.data, socket_folder)
        _started_by_us[:] = [child for child in _started_by_us if child.poll() is None]
        with open_log(self.place, STARTUP, afresh=self._child is None) as output:
            child = subprocess.Popen(  # noqa: S603 - our own program and arguments, no shell
                [str(binaries.postgres), "-D", str(self.place.data)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd="/",
                umask=0o077,
                start_new_session=True,
                **run_as(self.place.user),
            )
        _started_by_us.append(child)
        return child

    def _refuse_unless_old_server_is_ending(self) -> None:
        said = tail(self.place.log / STARTUP)
        if _OLD_SERVER_IS_STILL_ENDING not in said:
            raise PostgresUnavailable(
                f"PostgreSQL in {self.place.data} ended while it was starting.\n{explain(self.place)}"
            )

    def _probe(self, folder: Path | None) -> Probed:
        return Probed(Answer.SILENT) if folder is None else probe(Server(str(folder), PORT), self.place.data)

    def _waited_seconds(self) -> float:
        return time.monotonic() - self._begun_at

    def _tell_progress(self) -> None:
        waited = self._waited_seconds()
        if waited > self.patience_seconds:
            raise PostgresUnavailable(
                f"PostgreSQL in {self.place.data} is not ready after {waited:.0f} s. Where it is recovering "
                f"from a crash it goes on by itself: start again later to join it.\n{explain(self.place)}"
            )
        if time.monotonic() - self._told_at > _PROGRESS_EVERY_SECONDS:
            self._told_at = time.monotonic()
            logger.info("PostgreSQL in %s is still starting or recovering (%.0f s).", self.place.data, waited)
