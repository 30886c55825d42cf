"""Serving until told to stop: a process with the pages, and one with the jobs, each begun again where it fails."""

import signal
import socket
import sys
import threading

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from openbill.foundation.configuration import Configuration
from openbill.primitives.errors import Refusal
from openbill.server.kept_process import KeptProcess

WEB = [sys.executable, "-m", "openbill.server.web"]
WORKER = [sys.executable, "-m", "openbill.cli.main", "worker"]


class AddressInUse(Refusal):
    """Nothing can listen at {listen}: {reason}."""

    remedy = "Stop what listens there, or choose another address: openbill serve --listen 127.0.0.1:8001"


def run_server(listen: str | None, *, with_worker: bool) -> None:
    """Serve until SIGTERM or Ctrl-C. Raises AddressInUse."""
    configuration: Configuration = settings.CONFIGURATION
    address = listen or configuration.listen
    _require_free(address)
    collect_static_files()
    # The processes have connections of their own; this one only waits.
    connections.close_all()
    kept: list[KeptProcess] = []
    try:
        kept.append(KeptProcess("web", [*WEB, address]))
        if with_worker:
            kept.append(KeptProcess("worker", WORKER))
        _wait_for_a_signal()
    finally:
        for process in kept:
            process.stop()
    click.echo("Openbill has stopped.")


def collect_static_files() -> None:
    """Put scripts, styles and fonts together, compressed, under names that change with their content."""
    from django.contrib.staticfiles.management.commands.collectstatic import Command
    from whitenoise.storage import CompressedManifestStaticFilesStorage

    collecting = Command()
    collecting.storage = CompressedManifestStaticFilesStorage()
    call_command(collecting, interactive=False, verbosity=0, clear=True)


def _wait_for_a_signal() -> None:
    is_over = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, lambda *_: is_over.set())
    try:
        is_over.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _require_free(listen: str) -> None:
    host, _, port = listen.rpartition(":")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, ValueError, OverflowError) as error:
        raise AddressInUse(listen=listen, reason=getattr(error, "strerror", None) or "it is not host:port") from error
