"""Whether the tables are those of this version, and how they become so."""

import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connections

from openbill.primitives.errors import Refusal

_LOCK = 0x4F50454E42494C4C
"""Any number that only Openbill uses: "OPENBILL"."""


class DatabaseIsBehind(Refusal):
    """The tables of the database are older than this version of Openbill: {count} migrations are missing."""

    remedy = "Make a backup (openbill backup FILE), then run: openbill migrate"


class DatabaseIsEmpty(Refusal):
    """The database has no tables yet."""

    remedy = "Run: openbill migrate"


class DatabaseIsNewer(Refusal):
    """The database was brought to a newer version of Openbill: this one does not know {unknown}."""

    remedy = "Install the version of Openbill that it was used with, or a later one."


def bring_up_to_date(*, by_itself: bool) -> None:
    """Migrate where that is wanted and needed; else refuse with DatabaseIsBehind or DatabaseIsEmpty.

    Raises DatabaseIsNewer where the tables were made by a later version.
    """
    applied = applied_migrations("default")
    refuse_newer(applied)
    missing = known_migrations() - applied
    if not missing:
        return
    if by_itself:
        migrate()
    elif applied:
        raise DatabaseIsBehind(count=len(missing))
    else:
        raise DatabaseIsEmpty


def migrate() -> list[str]:
    """Bring the database to this version, as its owner, and name what was applied.

    Two processes may try at once: the second waits for the first and finds nothing left to do.
    """
    with _alone():
        before = applied_migrations("owner")
        refuse_newer(before)
        if known_migrations() <= before:
            return []
        call_command("migrate", database="owner", interactive=False, verbosity=0)
        return sorted(applied_migrations("owner") - before)


def known_migrations() -> set[str]:
    """The migrations of this version, such as "ledger.0001_tables", by the names of their files."""
    return {
        f"{application.label}.{module.name}"
        for application in apps.get_app_configs()
        for module in pkgutil.iter_modules([str(Path(application.path) / "migrations")])
        if not module.ispkg and not module.name.startswith("_")
    }


def applied_migrations(alias: str) -> set[str]:
    """The migrations that a database has, in the same form; none where it is empty."""
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT app || '.' || name FROM django_migrations")
            return {row[0] for row in cursor.fetchall()}
    except ProgrammingError:
        # No table yet; or the grants of its first migration are not there yet.
        return set()


def refuse_newer(applied: set[str]) -> None:
    """Raise DatabaseIsNewer where a migration of ours was applied that this version does not have."""
    ours = {each.label for each in apps.get_app_configs() if each.name.startswith("openbill.")}
    unknown = {name for name in applied - known_migrations() if name.partition(".")[0] in ours}
    if unknown:
        raise DatabaseIsNewer(unknown=", ".join(sorted(unknown)))


@contextmanager
def _alone() -> Iterator[None]:
    # A lock of the session, as the migrations commit in between; it ends with the connection.
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        connections["owner"].close()
