"""Stop a program from acting for the organization."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.locks import lock_rows
from openbill.organizations.commands.read_role import permissions_of_role
from openbill.organizations.errors import ApiKeyAlreadyRevoked, ApiKeyUnknown
from openbill.organizations.events import ApiKeyWasRevoked
from openbill.organizations.models import ApiKey
from openbill.organizations.policies.acting_on_others import refuse_key_with_more


@command(permission="organizations.manage_people")
def revoke_api_key(*, api_key_id: UUID, context: Context) -> None:
    """Have a key accepted no more, from now on and for ever.

    Raises ApiKeyUnknown, KeyHoldsMore and ApiKeyAlreadyRevoked.
    """
    if not lock_rows(ApiKey, [api_key_id]):
        raise ApiKeyUnknown(api_key_id=api_key_id)
    key = ApiKey.objects.get(organization_id=context.organization_id, id=api_key_id)
    refuse_key_with_more(permissions_of_role(key.role_id, context=context), context.permissions)
    if key.revoked_at is not None:
        raise ApiKeyAlreadyRevoked(name=key.name)
    key.revoked_at = context.at
    key.save(update_fields=["revoked_at"])
    publish(ApiKeyWasRevoked(api_key_id), context=context)
