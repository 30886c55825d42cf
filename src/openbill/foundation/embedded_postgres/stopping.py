"""Stop the server of a data folder, by its own proven pid only."""

import logging
import signal
from pathlib import Path

from .errors import PostgresUnavailable
from .processes import has_ended, signal_postmaster

logger = logging.getLogger("openbill.embedded_postgres")

FAST_SECONDS = 60.0
_IMMEDIATE_SECONDS = 15.0


def stop_postmaster(data: Path, *, fast_seconds: float = FAST_SECONDS) -> int | None:
    """Stop it fast (open transactions roll back, all is written), else at once (the next start recovers).

    Answers the pid that ended, or None where no server of this folder runs. It is never killed outright.
    """
    pid = signal_postmaster(data, signal.SIGINT)
    if pid is None:
        return None
    if has_ended(pid, within_seconds=fast_seconds):
        return pid
    logger.warning("PostgreSQL (process %s) did not stop in %.0f s; it is stopped at once.", pid, fast_seconds)
    if signal_postmaster(data, signal.SIGQUIT) is None or has_ended(pid, within_seconds=_IMMEDIATE_SECONDS):
        return pid
    raise PostgresUnavailable(
        f"PostgreSQL (process {pid}) in {data} does not stop. Look at what it waits for (a suspended "
        "process, a disk "
        "that hangs); end it by hand only if nothing else helps: the next start recovers the data."
    )
