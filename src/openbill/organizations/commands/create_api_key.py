"""Let a program act for the organization."""

import secrets
from datetime import datetime

from pydantic import SecretStr

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.secrets import hash_token, new_random_token
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_role import permissions_of_role, read_role
from openbill.organizations.errors import ExpiryIsPast
from openbill.organizations.events import ApiKeyWasCreated
from openbill.organizations.models import ApiKey
from openbill.organizations.policies.api_key_secret import written_secret
from openbill.organizations.policies.grantable_permissions import refuse_more_than_held
from openbill.organizations.policies.required_text import required_text
from openbill.organizations.types import ApiKeyCreated


@in_plain_text("name", "role")
@command(permission="organizations.manage_people")
def create_api_key(*, name: str, role: str, expires_at: datetime | None = None, context: Context) -> ApiKeyCreated:
    """Make a key that may do what a role may, until it expires or is revoked.

    The secret is in this answer only: its hash is all that is kept. A request that is repeated under its
    idempotency key gets the answer without it.

    Raises NameMissing, UnseenCharacter, RoleUnknown, PermissionNotHeld and ExpiryIsPast.
    """
    name = required_text("name", name)
    if expires_at is not None and expires_at <= context.at:
        raise ExpiryIsPast(expires_at=expires_at)
    carried = read_role(role, context=context)
    refuse_more_than_held(permissions_of_role(carried.id, context=context), context.permissions)
    prefix = secrets.token_hex(6)
    secret = written_secret(context.organization_id, prefix, new_random_token())
    key = ApiKey.objects.create(
        organization_id=context.organization_id,
        name=name,
        prefix=prefix,
        secret_hash=hash_token(secret),
        role_id=carried.id,
        made_by=context.responsible,
        created_at=context.at,
        expires_at=expires_at,
    )
    publish(ApiKeyWasCreated(key.id, carried.id), context=context)
    return ApiKeyCreated(key.id, prefix, SecretStr(secret))
