"""The ways into the one database: as the app, to sign in, as the maintenance role, as the owner."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from openbill.foundation.configuration import Configuration

MAINTENANCE_ROLE = "openbill_maintenance"
SIGN_IN_ROLE = "openbill_sign_in"
OWN_CUSTOMERS_ROLE = "openbill_own_customers"
"""No way of its own: what a transaction of the app becomes while it reads for a salesperson."""


def database_settings(configuration: Configuration) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Django's DATABASES, and the names of the database roles.

    Without addresses (the embedded PostgreSQL not started yet) the settings point nowhere: what needs no
    database works, and what needs one says so when it connects.
    """
    app = _connection(str(configuration.database_url or "postgresql://openbill_app@/openbill?host=/nonexistent"))
    owner = _connection(
        str(configuration.database_admin_url or "postgresql://openbill_owner@/openbill?host=/nonexistent")
    )
    databases = {
        "default": app,
        # The library that signs people in opens its transactions on "default" only; so each request is one here.
        "sign_in": {**_as_role(owner, SIGN_IN_ROLE), "ATOMIC_REQUESTS": True},
        "maintenance": _as_role(owner, MAINTENANCE_ROLE),
        "owner": owner,
    }
    roles = {
        "app": app["USER"],
        "own_customers": OWN_CUSTOMERS_ROLE,
        "maintenance": MAINTENANCE_ROLE,
        "sign_in": SIGN_IN_ROLE,
        "owner": owner["USER"],
    }
    return databases, roles


def _as_role(owner: dict[str, Any], role: str) -> dict[str, Any]:
    """The owner's connection, which is another role from its first statement on."""
    return {**owner, "OPTIONS": {**owner["OPTIONS"], "options": f"-c role={role}"}}


def _connection(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": {"application_name": "openbill", **options},
        "CONN_MAX_AGE": None,
        "ATOMIC_REQUESTS": False,
    }
