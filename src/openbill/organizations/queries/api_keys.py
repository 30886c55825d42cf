"""The keys with which programs act."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.context import ActorKind
from openbill.foundation.tenancy import current_organization_id
from openbill.organizations.types import ApiKeySummary

_KEYS = """
    SELECT api_key.id, api_key.name, api_key.prefix, role.name,
           api_key.created_at, api_key.expires_at, api_key.revoked_at, api_key.made_by
    FROM api_key
    JOIN role ON role.organization_id = api_key.organization_id AND role.id = api_key.role_id
    WHERE api_key.organization_id = %(organization)s
"""
_LATEST_FIRST = " ORDER BY api_key.created_at DESC, api_key.id DESC"
_OF_A_PERSON = f"{ActorKind.USER} "


def api_keys() -> list[ApiKeySummary]:
    """Every key, revoked and expired ones too, the newest first."""
    return _read(f"{_KEYS}{_LATEST_FIRST}")


def api_keys_beyond_maker(user_id: UUID, remaining: AbstractSet[str] | None, at: datetime) -> list[ApiKeySummary]:
    """The keys in force that a person made and that carry more than these permissions, the newest first.

    `remaining` is what the person may do; None where the person has no part in the organization, and so no key at all.
    """
    return _read(
        f"""{_KEYS}
        AND api_key.made_by = %(maker)s
        AND api_key.revoked_at IS NULL AND coalesce(api_key.expires_at > %(at)s, true)
        AND (%(is_out)s OR EXISTS (
            SELECT FROM role_permission
            WHERE role_permission.organization_id = api_key.organization_id
              AND role_permission.role_id = api_key.role_id
              AND role_permission.permission <> ALL (%(remaining)s)))
        {_LATEST_FIRST}""",
        maker=f"{_OF_A_PERSON}{user_id}",
        at=at,
        is_out=remaining is None,
        remaining=sorted(remaining or ()),
    )


def _read(statement: str, **parameters: Any) -> list[ApiKeySummary]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": current_organization_id(), **parameters})
        return [
            ApiKeySummary(key_id, name, prefix, role, created_at, expires_at, revoked_at, _person(made_by))
            for key_id, name, prefix, role, created_at, expires_at, revoked_at, made_by in cursor.fetchall()
        ]


def _person(made_by: str) -> UUID | None:
    return UUID(made_by.removeprefix(_OF_A_PERSON)) if made_by.startswith(_OF_A_PERSON) else None
