"""Errors of PostgreSQL that a person can do something about."""

from collections.abc import Iterator
from dataclasses import dataclass

import psycopg
from psycopg import errors

from openbill.foundation.embedded_postgres import PostgresUnavailable
from openbill.foundation.errors import FigureTooLarge
from openbill.foundation.logs import redacted
from openbill.foundation.too_large import is_too_large


@dataclass(frozen=True, slots=True)
class Explained:
    code: str
    message: str
    remedy: str


_REMEDIES: tuple[tuple[type[psycopg.Error] | tuple[type[psycopg.Error], ...], str], ...] = (
    (
        (errors.InvalidPassword, errors.InvalidAuthorizationSpecification),
        "Check user and password in DATABASE_URL and DATABASE_ADMIN_URL; see docs/operating/own-database.md.",
    ),
    (
        errors.InvalidCatalogName,
        "Create the database as docs/operating/own-database.md says, or correct its name.",
    ),
    (errors.TooManyConnections, "Wait, stop what is not needed, or raise max_connections of the server."),
    (errors.DiskFull, "Free space on the disk of the server, then try again."),
    (errors.ReadOnlySqlTransaction, "Name the primary server in DATABASE_URL: this one is a read-only copy."),
    (errors.LockNotAvailable, "Something else holds what is needed: try again."),
    (
        (errors.AdminShutdown, errors.CrashShutdown, errors.CannotConnectNow),
        "The server is stopping or starting: try again in a moment.",
    ),
)
_REMEDIES_BY_WORDS = (
    ("authentication failed", _REMEDIES[0][1]),
    ("no password supplied", _REMEDIES[0][1]),
    ("does not exist", _REMEDIES[1][1]),
    ("permission denied for database", _REMEDIES[1][1]),
    ("too many", _REMEDIES[2][1]),
    ("remaining connection slots", _REMEDIES[2][1]),
    ("starting up", _REMEDIES[6][1]),
    ("shutting down", _REMEDIES[6][1]),
)
"""libpq gives no code for what goes wrong while it connects, only words."""
_UNREACHABLE = "Check that the server runs and that DATABASE_URL names it rightly; `openbill doctor` tells more."


def explained(error: BaseException) -> Explained | None:
    """What an error of the database means, or None where it is a fault of ours."""
    for each in _chain(error):
        if isinstance(each, PostgresUnavailable):
            message, _, rest = str(each).partition(". ")
            return Explained("postgres_unavailable", f"{message.rstrip('.')}.", rest)
        if not isinstance(each, psycopg.Error):
            continue
        if is_too_large(each):
            # The command wrapper says so of acts; a question runs outside of it, and sums up what acts let in.
            too_large = FigureTooLarge()
            return Explained(too_large.code, too_large.message, too_large.remedy)
        for kinds, remedy in _REMEDIES:
            if isinstance(each, kinds):
                return Explained("database", f"PostgreSQL says: {_first_line(each)}", remedy)
        is_of_the_connection = isinstance(each, psycopg.OperationalError) and each.sqlstate is None
        if is_of_the_connection or (each.sqlstate or "").startswith("08"):
            said = _first_line(each)
            remedy = next((remedy for words, remedy in _REMEDIES_BY_WORDS if words in said), _UNREACHABLE)
            return Explained("database_unreachable", f"The database cannot be reached: {said}", remedy)
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    each: BaseException | None = error
    while each is not None:
        yield each
        each = each.__cause__


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in redacted(str(error)).splitlines() if line.strip()]
    wrongs = [line for line in lines if "FATAL:" in line or "failed:" in line]
    line = (wrongs or lines or ["no reason given"])[0]
    return line.rpartition("FATAL:")[2].strip() or line
