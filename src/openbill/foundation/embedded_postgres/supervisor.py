"""The supervisor: one server per home, shared by all processes that use it, stopped by the last of them."""

import logging
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import TracebackType

from .binaries import find_binaries
from .errors import PostgresUnavailable, operating_system_errors_explained
from .locks import FileLock, held_alone
from .place import SYSTEM_FOLDER, Place, settle_place
from .probe import Answer, probe
from .processes import running_postmaster
from .server import PORT, Server
from .settings import refuse_settings_that_are_ours
from .socket_folder import known_socket_folder
from .starting import Starting
from .stopping import FAST_SECONDS, stop_postmaster

logger = logging.getLogger("openbill.embedded_postgres")


class EmbeddedPostgres:
    """The PostgreSQL of one home.

    Each process that uses the server shares a kernel lock on `users.lock`. Who leaves tries to hold it alone:
    if that succeeds nobody else is there and the server is stopped. A process that is killed loses its lock
    by the kernel's hand and leaves the server running; the next process joins it and stops it when it is the
    last to leave. A child by fork does not hold its parent's lock and calls start() itself.

    `binaries` is the folder of another PostgreSQL's programs, `settings` goes over the defaults,
    `durable=False` is for tests (a crash loses data). `system_user` and `system_folder` matter for root only,
    see `place.py`.
    """

    def __init__(
        self,
        home: Path,
        *,
        binaries: Path | None = None,
        settings: Mapping[str, str] | None = None,
        durable: bool = True,
        start_timeout_seconds: float = 120.0,
        system_user: str | None = None,
        system_folder: Path = SYSTEM_FOLDER,
    ) -> None:
        self.home = Path(home)
        self._wanted_binaries = binaries
        self._settings = dict(settings or {})
        refuse_settings_that_are_ours(self._settings)
        self._durable = durable
        self._start_timeout_seconds = start_timeout_seconds
        self._system_user = system_user
        self._system_folder = Path(system_folder)
        self._place: Place | None = None
        self._users: FileLock | None = None

    def start(self) -> Server:
        """Start the server or join the one that runs, and count as a user of it until release().

        Makes the cluster, the roles and the database `openbill` where they are missing. Calling it again is
        harmless; it brings a server back that was killed meanwhile. Raises PostgresUnavailable.
        """
        with operating_system_errors_explained(self.home):
            place = self._settle_place()
            with held_alone(place.start_lock, patience_seconds=self._start_timeout_seconds + FAST_SECONDS):
                # Read again: another process may have made the cluster while we waited.
                place = self._settle_place()
                find = partial(find_binaries, self._wanted_binaries, user=place.user, system_folder=self._system_folder)
                starting = Starting(place, find, self._settings, self._durable, self._start_timeout_seconds)
                users = self._users if self._is_user else FileLock(place.users_lock)
                assert users is not None
                users.share()
                try:
                    server = starting.bring_up()
                except BaseException:
                    users.close()
                    raise
                self._users, self._place = users, place
                return server

    def release(self) -> None:
        """Leave the server; the last user stops it and waits for its end. Harmless where we are no user."""
        if not self._is_user:
            return
        assert self._place is not None
        assert self._users is not None
        place, users = self._place, self._users
        with (
            operating_system_errors_explained(self.home),
            held_alone(place.start_lock, patience_seconds=self._start_timeout_seconds + FAST_SECONDS),
        ):
            try:
                if users.try_alone() and stop_postmaster(place.data) is None and _answers(place):
                    logger.warning("PostgreSQL in %s runs outside our sight and is left running.", place.data)
            finally:
                users.close()
                self._users = None

    def stop(self) -> None:
        """Stop the server whoever uses it, and wait for its end. Does nothing where none runs."""
        with operating_system_errors_explained(self.home):
            if not (self.home / "postgresql").is_dir():
                return
            place = self._settle_place()
            with held_alone(place.start_lock, patience_seconds=self._start_timeout_seconds + FAST_SECONDS):
                stopped = stop_postmaster(place.data)
                if self._users is not None:
                    self._users.close()
                    self._users = None
                if stopped is None and _answers(place):
                    raise PostgresUnavailable(
                        f"PostgreSQL in {place.data} answers, but its process cannot be proven to be ours "
                        "(it may run in "
                        "another container). Stop it where it was started."
                    )

    @property
    def postmaster_pid(self) -> int | None:
        """The pid of the running server of this home, as seen by one who started it; else None."""
        return running_postmaster(self._place.data) if self._place is not None else None

    def __enter__(self) -> Server:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    @property
    def _is_user(self) -> bool:
        return self._users is not None and self._users.is_open

    def _settle_place(self) -> Place:
        return settle_place(self.home, system_user=self._system_user, system_folder=self._system_folder)


def _answers(place: Place) -> bool:
    folder = known_socket_folder(place)
    return folder is not None and probe(Server(str(folder), PORT), place.data).answer is Answer.RUNNING
