"""The process that answers requests: `python -m openbill.server.web HOST:PORT`."""

import os
import sys
from urllib.parse import urlsplit

from granian import Granian
from granian.constants import Interfaces

from openbill.foundation.configuration import load_configuration
from openbill.foundation.end_with_parent import end_with_parent

SERVING = "openbill.project.serving"
SECONDS_TO_FINISH = 20
WAITING_REQUESTS = 256


def main(listen: str) -> None:
    """Answer requests until SIGTERM.

    Threads are bounded, as each has database connections of its own; what comes beyond them waits its turn.
    """
    end_with_parent()
    configuration = load_configuration()
    os.environ["DJANGO_SETTINGS_MODULE"] = SERVING
    host, _, port = listen.rpartition(":")
    server = Granian(
        target="openbill.project.wsgi:application",
        address=host.strip("[]"),
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=configuration.web_threads,
        backlog=WAITING_REQUESTS,
        workers_kill_timeout=SECONDS_TO_FINISH,
        respawn_failed_workers=True,
        log_enabled=False,
    )

    @server.on_startup
    def tell() -> None:
        sys.stdout.write(f"Openbill is at {configuration.url}. Stop it with Ctrl-C.\n")
        if (urlsplit(configuration.url).port or 80) != int(port) and configuration.url.startswith("http://"):
            sys.stdout.write(f"It listens at {listen}; if it is reached there, set OPENBILL_URL=http://{listen}: ")
            sys.stdout.write("the links in invitations and messages begin with it.\n")
        sys.stdout.flush()

    server.serve()


if __name__ == "__main__":
    main(sys.argv[1])
