"""The database: version, clock, roles, tables, and the guards between organizations."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connections

from openbill.cli.doctoring.line import Line, fail, ok, warn
from openbill.cli.migrations import applied_migrations, known_migrations
from openbill.foundation import clock

OLDEST_MAJOR = 15
_SECONDS_WARNED_OF = 2.0
_SECONDS_NOT_BORNE = 60.0
_DOCUMENT = "see docs/operating/own-database.md"

_UNGUARDED_TABLES = """
    SELECT class.relname FROM pg_class class
    JOIN pg_namespace space ON space.oid = class.relnamespace AND space.nspname = 'public'
    WHERE class.relkind IN ('r', 'p')
      AND (class.relname IN ('organization', 'user_account') OR EXISTS (
          SELECT FROM pg_attribute
          WHERE attrelid = class.oid AND attname = 'organization_id' AND NOT attisdropped))
      AND NOT (class.relrowsecurity AND class.relforcerowsecurity
               AND EXISTS (SELECT FROM pg_policy WHERE polrelid = class.oid))
    ORDER BY 1
"""

_GRANTS_TOO_WIDE = """
    SELECT class.relname || ' (' || string_agg(right_of.name, ', ' ORDER BY right_of.name) || ')'
    FROM pg_class class
    JOIN pg_namespace space ON space.oid = class.relnamespace AND space.nspname = 'public'
    CROSS JOIN (VALUES ('TRUNCATE'), ('TRIGGER'), ('REFERENCES'), ('DELETE'), ('UPDATE')) AS right_of (name)
    WHERE class.relkind IN ('r', 'p') AND has_table_privilege(%(app)s, class.oid, right_of.name)
      AND class.relname NOT LIKE 'procrastinate%%'
      AND (right_of.name IN ('TRUNCATE', 'TRIGGER', 'REFERENCES')
           OR class.relname IN ('journal_entry', 'journal_line', 'allocation', 'event', 'command_log'))
    GROUP BY class.relname
    UNION ALL
    SELECT class.relname || ' (owner)' FROM pg_class class
    JOIN pg_namespace space ON space.oid = class.relnamespace AND space.nspname = 'public'
    WHERE class.relkind IN ('r', 'p') AND pg_get_userbyid(class.relowner) = %(app)s
    ORDER BY 1
"""


def check_database() -> Iterator[Line]:
    """Whether the server and what lies in it are as Openbill needs them."""
    yield _version()
    yield _clock()
    yield from _roles()
    pending = known_migrations() - applied_migrations("default")
    if pending:
        yield fail(f"{len(pending)} migrations are missing.", "Run: openbill migrate")
        return
    yield ok("The tables are those of this version.")
    unguarded = _column("owner", _UNGUARDED_TABLES)
    if unguarded:
        yield fail(
            f"Tables show the rows of every organization: {', '.join(unguarded)}.",
            "Run: openbill migrate. If that does not help, report it: it is a fault of Openbill.",
        )
    else:
        yield ok("Every business table shows the rows of one organization only.")
    too_wide = _column("owner", _GRANTS_TOO_WIDE, {"app": settings.DATABASE_ROLES["app"]})
    if too_wide:
        yield fail(
            f"The app's role may do too much: {', '.join(too_wide)}.",
            "Revoke that; only migrations grant rights. Was something granted by hand?",
        )
    else:
        yield ok("The app's role has no right to change the books behind the commands.")


def _version() -> Line:
    (number,) = _row("default", "SELECT current_setting('server_version_num')::int")
    major = number // 10_000
    if major < OLDEST_MAJOR:
        return fail(f"PostgreSQL is {major}.", f"Use PostgreSQL {OLDEST_MAJOR} or later.")
    return ok(f"PostgreSQL is {major}.")


def _clock() -> Line:
    before = clock.now()
    (there,) = _row("default", "SELECT clock_timestamp()")
    middle = before + (clock.now() - before) / 2
    seconds = abs((there - middle).total_seconds())
    said = f"The clocks of this machine and of PostgreSQL differ by {seconds:.1f} s."
    if seconds > _SECONDS_NOT_BORNE:
        return fail(said, "Set the clocks (NTP): seals, jobs and sessions depend on them.")
    if seconds > _SECONDS_WARNED_OF:
        return warn(said, "Set the clocks by NTP on both machines.")
    return ok(said)


def _roles() -> Iterator[Line]:
    names = settings.DATABASE_ROLES
    found = {
        name: (is_super, bypasses)
        for name, is_super, bypasses in _rows(
            "default",
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = ANY(%(names)s)",
            {"names": list(names.values())},
        )
    }
    wrong = [f"{name} is missing" for name in names.values() if name not in found]
    if not wrong:
        if any(found[names["app"]]):
            wrong.append(f"{names['app']} sees every organization (superuser or BYPASSRLS)")
        for each in ("owner", "maintenance"):
            if not any(found[names[each]]):
                wrong.append(f"{names[each]} has no BYPASSRLS")
        if names["app"] == names["owner"]:
            wrong.append("app and owner are the same role")
    if wrong:
        yield fail(f"The roles are not right: {'; '.join(wrong)}.", f"Make them right: {_DOCUMENT}.")
        return
    yield ok("The four roles are as they should be.")
    _row("maintenance", "SELECT 1")
    yield ok("The owner and the maintenance role can connect.")


def _rows(alias: str, statement: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _row(alias: str, statement: str) -> tuple[Any, ...]:
    return _rows(alias, statement)[0]


def _column(alias: str, statement: str, parameters: dict[str, Any] | None = None) -> list[str]:
    return [row[0] for row in _rows(alias, statement, parameters)]
