"""A database beside the one in use, and the moment in which the two change names."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from psycopg import errors, sql

from openbill.cli.backups.errors import DatabaseInUse, MayNotCreateDatabases

_LOCK = 0x5245_5354_4F52_45
"""Any number that only a restore uses: "RESTORE"."""
_ATTEMPTS = 3
_ALIASES = ("default", "maintenance", "owner")


@contextmanager
def beside_the_databases() -> Iterator[psycopg.Connection[Any]]:
    """The owner's connection to the database `postgres`, one restore at a time."""
    with _connected_beside() as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        yield connection


def database_in_use() -> str:
    """The name of the database that DATABASE_URL means."""
    name: str = connections["owner"].settings_dict["NAME"]
    return name


@contextmanager
def fresh_database(connection: psycopg.Connection[Any]) -> Iterator[str]:
    """Make an empty database like the one in use; it is dropped again unless it was given another name.

    What a killed restore left behind is dropped first. Raises MayNotCreateDatabases.
    """
    used = database_in_use()
    prefix = f"{used[:40]}_restoring_"
    for left_over in _databases_beginning_with(connection, prefix):
        _drop(connection, left_over)
    fresh = f"{prefix}{secrets.token_hex(4)}"
    try:
        connection.execute(_creation(connection, used, fresh))
    except errors.InsufficientPrivilege as error:
        raise MayNotCreateDatabases(owner=settings.DATABASE_ROLES["owner"]) from error
    try:
        _open_to_our_roles_only(connection, fresh)
        yield fresh
    finally:
        connections.close_all()
        _drop(connection, fresh)


@contextmanager
def django_over(database: str) -> Iterator[None]:
    """Let Django work in another database for a while."""
    before = database_in_use()
    _point_django_at(database)
    try:
        yield
    finally:
        _point_django_at(before)


def exchange(connection: psycopg.Connection[Any], fresh: str) -> str:
    """Give the fresh database the name of the one in use, in one transaction; answers the other's new name.

    Whoever works in either is sent away. Raises DatabaseInUse where somebody stays.
    """
    connections.close_all()
    used = database_in_use()
    replaced = f"{used[:40]}_replaced_{secrets.token_hex(4)}"
    for _ in range(_ATTEMPTS):
        try:
            # A renaming keeps newcomers out and waits five seconds for those who are in: send them away meanwhile.
            with _everybody_sent_away(used, fresh), connection.transaction():
                _rename(connection, used, replaced)
                _rename(connection, fresh, used)
        except errors.ObjectInUse:
            continue
        return replaced
    raise DatabaseInUse(database=used)


def drop_replaced(connection: psycopg.Connection[Any], replaced: str) -> None:
    """Drop the database that was replaced."""
    _drop(connection, replaced)


def _point_django_at(database: str) -> None:
    for alias in _ALIASES:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database


def _creation(connection: psycopg.Connection[Any], model: str, fresh: str) -> sql.Composed:
    """CREATE DATABASE with encoding and locale of another database."""
    row = connection.execute(
        "SELECT pg_encoding_to_char(encoding), datlocprovider::text, datcollate, datctype,"
        " coalesce(to_jsonb(pg_database) ->> 'datlocale', to_jsonb(pg_database) ->> 'daticulocale')"
        " FROM pg_database WHERE datname = %s",
        [model],
    ).fetchone()
    assert row is not None
    encoding, provider, collate, ctype, locale = row
    statement = sql.SQL(
        "CREATE DATABASE {fresh} TEMPLATE template0 ENCODING {encoding} LC_COLLATE {collate} LC_CTYPE {ctype}"
    ).format(
        fresh=sql.Identifier(fresh),
        encoding=sql.Literal(encoding),
        collate=sql.Literal(collate),
        ctype=sql.Literal(ctype),
    )
    providers = {
        "b": " LOCALE_PROVIDER builtin BUILTIN_LOCALE {locale}",
        "i": " LOCALE_PROVIDER icu ICU_LOCALE {locale}",
        "c": " LOCALE_PROVIDER libc",
    }
    return statement + sql.SQL(providers[provider]).format(locale=sql.Literal(locale))


def _open_to_our_roles_only(connection: psycopg.Connection[Any], database: str) -> None:
    name = sql.Identifier(database)
    wanted = [settings.DATABASE_ROLES[role] for role in ("app", "maintenance", "sign_in")]
    roles = sql.SQL(", ").join(map(sql.Identifier, wanted))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(name, roles))


def _databases_beginning_with(connection: psycopg.Connection[Any], prefix: str) -> list[str]:
    rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix]).fetchall()
    return [row[0] for row in rows]


def _send_everybody_away(connection: psycopg.Connection[Any], *databases: str) -> None:
    connection.execute(
        "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
        " WHERE datname = ANY(%s) AND usename = ANY(%s) AND pid <> pg_backend_pid()",
        [list(databases), list(settings.DATABASE_ROLES.values())],
    )


@contextmanager
def _everybody_sent_away(*databases: str) -> Iterator[None]:
    """Send away whoever works in the databases, again and again while the block runs."""
    is_over = threading.Event()

    def send_away() -> None:
        with _connected_beside() as connection:
            while not is_over.is_set():
                _send_everybody_away(connection, *databases)
                is_over.wait(0.05)

    thread = threading.Thread(target=send_away, name="send everybody away")
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


@contextmanager
def _connected_beside() -> Iterator[psycopg.Connection[Any]]:
    address = connections["owner"].get_connection_params()
    address = {name: value for name, value in address.items() if name not in ("cursor_factory", "context")}
    with psycopg.connect(**{**address, "dbname": "postgres"}, autocommit=True) as connection:
        yield connection


def _rename(connection: psycopg.Connection[Any], one: str, other: str) -> None:
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(one), sql.Identifier(other)))


def _drop(connection: psycopg.Connection[Any], database: str) -> None:
    _send_everybody_away(connection, database)
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))
