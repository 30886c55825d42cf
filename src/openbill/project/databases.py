"""The three ways into the one database: as the app, as the maintenance role, as the owner."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from openbill.foundation.configuration import Configuration

MAINTENANCE_ROLE = "openbill_maintenance"


def database_settings(configuration: Configuration) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Django's DATABASES, and the names of the database roles.

    Without addresses (the embedded PostgreSQL not started yet) the settings point nowhere: what needs no
    database works, and what needs one says so when it connects.
    """
    app = _connection(str(configuration.database_url or "postgresql://openbill_app@/openbill?host=/nonexistent"))
    owner = _connection(
        str(configuration.database_admin_url or "postgresql://openbill_owner@/openbill?host=/nonexistent")
    )
    maintenance = {**owner, "OPTIONS": {**owner["OPTIONS"], "options": f"-c role={MAINTENANCE_ROLE}"}}
    roles = {"app": app["USER"], "maintenance": MAINTENANCE_ROLE, "owner": owner["USER"]}
    return {"default": app, "maintenance": maintenance, "owner": owner}, roles


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
