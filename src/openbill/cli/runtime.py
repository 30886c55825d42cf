"""What is opened before a command runs, and closed again whatever happens to it."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from types import FrameType

from openbill.cli.database_errors import explained
from openbill.cli.failures import Terminated, logger
from openbill.cli.needs import Needs
from openbill.cli.watch_output import ReaderGone
from openbill.foundation.configuration import Configuration, load_configuration
from openbill.foundation.logs import log_fields, logs_to
from openbill.primitives.errors import Refusal


@dataclass(frozen=True, slots=True)
class Installation:
    """The configuration as it was given, and whether PostgreSQL is our own."""

    configuration: Configuration

    @property
    def is_embedded(self) -> bool:
        return self.configuration.uses_embedded_postgres


@contextmanager
def opened(command: str, needs: Needs, *, organization: str | None, is_debug: bool) -> Iterator[Installation]:
    """Provide what a command needs: configuration, log, PostgreSQL, Django, tables.

    The embedded server is started or joined, and left again at the end: by an error, Ctrl-C and SIGTERM too;
    the last who leaves stops it. Raises ConfigurationRefused, PostgresUnavailable and what migrations refuse.
    """
    configuration = load_configuration()
    with ExitStack() as stack:
        stack.enter_context(_terminated_by_signal())
        # The worker is watched by whoever started it, the rest is read up later.
        home = None if command == "worker" else configuration.home
        log = stack.enter_context(
            logs_to(home, level=configuration.log_level, form=configuration.log_format, is_debug=is_debug)
        )
        stack.enter_context(log_fields(command=command, organization=organization, actor="operator"))
        with _told_in_the_log(str(log) if log else None):
            if needs is not Needs.CONFIGURATION:
                open_server(stack, configuration)
            if needs is Needs.DATABASE:
                from openbill.cli.migrations import bring_up_to_date

                bring_up_to_date(by_itself=configuration.uses_embedded_postgres)
            yield Installation(configuration)


def open_server(stack: ExitStack, configuration: Configuration) -> None:
    """Join or start the embedded server where it is used, and set Django up over the database."""
    if configuration.uses_embedded_postgres:
        stack.enter_context(_embedded_server(configuration))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbill.project.settings")

    import django
    from django.db import connections

    # The prefix of URLs is for the web, and its import would cost a tenth of a second.
    django.setup(set_prefix=False)
    stack.callback(connections.close_all)


@contextmanager
def _embedded_server(configuration: Configuration) -> Iterator[None]:
    from openbill.foundation.embedded_postgres import EmbeddedPostgres, PostgresUnavailable
    from openbill.foundation.embedded_postgres.roles import APP, DATABASE, OWNER

    postgres = EmbeddedPostgres(configuration.home, settings=configuration.embedded_postgres)
    try:
        server = postgres.start()
    except KeyboardInterrupt:
        # It may be coming up already, with nobody to stop it: join it, and leave it as the last one.
        with suppress(PostgresUnavailable):
            postgres.start()
        postgres.release()
        raise
    addresses = {
        "DATABASE_URL": server.url(role=APP, database=DATABASE),
        "DATABASE_ADMIN_URL": server.url(role=OWNER, database=DATABASE),
    }
    os.environ.update(addresses)
    try:
        yield
    finally:
        for name in addresses:
            os.environ.pop(name, None)
        with _without_interruption():
            postgres.release()


@contextmanager
def _terminated_by_signal() -> Iterator[None]:
    """Turn SIGTERM into an exception, so that it ends the command in good order."""

    def terminate(_number: int, _frame: FrameType | None) -> None:
        raise Terminated

    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Ignore Ctrl-C and SIGTERM for the moment that it takes to leave the server."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _told_in_the_log(log: str | None) -> Iterator[None]:
    began = time.monotonic()
    try:
        yield
    except (Refusal, KeyboardInterrupt) as error:
        logger.info("refused: %s", error, extra={"seconds": _since(began)})
        raise
    except ReaderGone:
        logger.info("done, as far as somebody read it", extra={"seconds": _since(began)})
        raise
    except Exception as error:
        found = explained(error)
        logger.error(found.message if found else "failed", exc_info=found is None, extra={"seconds": _since(began)})
        error.openbill_log = log  # type: ignore[attr-defined]
        raise
    else:
        logger.info("done", extra={"seconds": _since(began)})


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)
