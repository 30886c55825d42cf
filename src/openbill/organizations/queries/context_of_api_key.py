"""The context in which a program acts."""

import hmac
from datetime import datetime
from uuid import UUID

from django.db import connection

from openbill.foundation import clock
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.secrets import hash_token
from openbill.foundation.tenancy import scope
from openbill.organizations.errors import ApiKeyNotAccepted
from openbill.organizations.policies.api_key_secret import read_secret

_NO_HASH = hash_token("no key has this secret")
_NO_ORGANIZATION = UUID(int=0)


def context_of_api_key(secret: str, *, at: datetime | None = None) -> Context:
    """The context of a key with the permissions of its role; it opens its own scope.

    Raises ApiKeyNotAccepted, the same for a key that is unknown, expired or revoked. A wrong secret takes
    the same way and the same time as a right one: only hashes are compared, and always one pair.
    """
    at = at or clock.now()
    organization_id, prefix = read_secret(secret) or (_NO_ORGANIZATION, "")
    with scope(organization_id), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT api_key.id, api_key.secret_hash, api_key.made_by,
                   api_key.revoked_at IS NULL AND coalesce(api_key.expires_at > %(at)s, true),
                   (SELECT array_agg(permission) FROM role_permission
                    WHERE role_permission.organization_id = api_key.organization_id
                      AND role_permission.role_id = api_key.role_id)
            FROM api_key WHERE api_key.organization_id = %(organization)s AND api_key.prefix = %(prefix)s
            """,
            {"organization": organization_id, "prefix": prefix, "at": at},
        )
        row = cursor.fetchone()
    api_key_id, stored_hash, made_by, is_in_force, permissions = row or (None, _NO_HASH, None, False, None)
    is_right = hmac.compare_digest(hash_token(secret), stored_hash)
    if not (is_right and is_in_force):
        raise ApiKeyNotAccepted
    return Context(
        organization_id,
        Actor(ActorKind.API_KEY, api_key_id),
        at,
        frozenset(permissions or ()),
        key_made_by=made_by,
    )
