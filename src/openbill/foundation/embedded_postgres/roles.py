"""The five roles and the empty database that Openbill's own migrations begin from."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

from .probe import SUPERUSER
from .server import Server

DATABASE = "openbill"
OWNER = "openbill_owner"
APP = "openbill_app"
MAINTENANCE = "openbill_maintenance"
SIGN_IN = "openbill_sign_in"
OWN_CUSTOMERS = "openbill_own_customers"


@dataclass(frozen=True)
class Role:
    name: str
    bypasses_row_security: bool = False
    may_create_databases: bool = False
    may_create_roles: bool = False
    inherits: bool = True
    may_sign_in: bool = True

    @property
    def attributes(self) -> sql.SQL:
        words = ["NOSUPERUSER NOREPLICATION", "LOGIN" if self.may_sign_in else "NOLOGIN"]
        words.append("INHERIT" if self.inherits else "NOINHERIT")
        words.append("BYPASSRLS" if self.bypasses_row_security else "NOBYPASSRLS")
        words.append("CREATEDB" if self.may_create_databases else "NOCREATEDB")
        words.append("CREATEROLE" if self.may_create_roles else "NOCREATEROLE")
        return sql.SQL(" ".join(words))


ROLES = (
    Role(OWNER, bypasses_row_security=True, may_create_databases=True, may_create_roles=True),
    # What it is a member of it becomes in a transaction, and is not all the time.
    Role(APP, inherits=False),
    Role(OWN_CUSTOMERS, may_sign_in=False),
    Role(MAINTENANCE, bypasses_row_security=True),
    Role(SIGN_IN),
)
MEMBERS_OF = {OWNER: (APP, MAINTENANCE, SIGN_IN), APP: (OWN_CUSTOMERS,)}


def ensure_roles_and_database(server: Server) -> None:
    """Make what is missing and correct what differs; changes nothing where all is as it should be."""
    with psycopg.connect(
        host=server.host, port=server.port, user=SUPERUSER, dbname="postgres", autocommit=True
    ) as connection:
        for role in ROLES:
            _ensure_role(connection, role)
        for member, granted in MEMBERS_OF.items():
            for name in granted:
                _ensure_membership(connection, member, name)
        _ensure_database(connection)


def _ensure_role(connection: psycopg.Connection, role: Role) -> None:
    found = connection.execute(
        "SELECT rolcanlogin, rolsuper, rolreplication, rolinherit, rolbypassrls, rolcreatedb, rolcreaterole"
        " FROM pg_roles WHERE rolname = %s",
        [role.name],
    ).fetchone()
    wanted = (
        role.may_sign_in,
        False,
        False,
        role.inherits,
        role.bypasses_row_security,
        role.may_create_databases,
        role.may_create_roles,
    )
    if found == wanted:
        return
    act = sql.SQL("CREATE ROLE {} {}") if found is None else sql.SQL("ALTER ROLE {} {}")
    connection.execute(act.format(sql.Identifier(role.name), role.attributes))


def _ensure_membership(connection: psycopg.Connection, member: str, granted: str) -> None:
    found = connection.execute(
        "SELECT 1 FROM pg_auth_members WHERE roleid = %s::regrole AND member = %s::regrole", [granted, member]
    ).fetchone()
    if found is None:
        connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(granted), sql.Identifier(member)))


def _ensure_database(connection: psycopg.Connection) -> None:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
    if found is None:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
        )
    _ensure_access(connection, DATABASE, "CONNECT, TEMPORARY", to=(APP, MAINTENANCE, SIGN_IN))
    _ensure_access(connection, "postgres", "CONNECT", to=(OWNER, MAINTENANCE))


def _ensure_access(connection: psycopg.Connection, database: str, rights: str, *, to: tuple[str, ...]) -> None:
    """Close the database to the public and open it to the named roles."""
    open_to = connection.execute(
        "SELECT has_database_privilege('public', %(database)s, 'CONNECT'),"
        " (SELECT bool_and(has_database_privilege(role, %(database)s, 'CONNECT')) FROM "
        "unnest(%(to)s::name[]) AS role)",
        {"database": database, "to": list(to)},
    ).fetchone()
    if open_to == (False, True):
        return
    name = sql.Identifier(database)
    with connection.transaction():
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
        connection.execute(
            sql.SQL("GRANT {} ON DATABASE {} TO {}").format(
                sql.SQL(rights),
                name,
                sql.SQL(", ").join(map(sql.Identifier, to)),
            )
        )
