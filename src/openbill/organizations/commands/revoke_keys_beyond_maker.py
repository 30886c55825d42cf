"""End the keys of a person that carry more than the person may do any more."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.locks import lock_rows
from openbill.organizations.events import ApiKeyWasRevoked
from openbill.organizations.models import ApiKey, Membership
from openbill.organizations.queries.api_keys import api_keys_beyond_maker
from openbill.organizations.queries.permissions_held import permissions_held_by
from openbill.organizations.types import KeysRevoked


def revoke_keys_beyond_maker(user_id: UUID, *, context: Context) -> KeysRevoked:
    """Revoke, inside the running command, what a person made and may not have any more; all of it where one is out.

    A key answers to nobody once its maker has gone, and would otherwise be a way back in. It ends on the authority of
    the act, whatever whoever acts may do.
    """
    memberships = Membership.objects.filter(organization_id=context.organization_id, user_id=user_id)
    remaining = permissions_held_by(user_id) if memberships.exists() else None
    lock_rows(ApiKey, [key.id for key in api_keys_beyond_maker(user_id, remaining, context.at)])
    # Asked again under the locks: somebody may just have revoked one.
    revoked = tuple(key.id for key in api_keys_beyond_maker(user_id, remaining, context.at))
    ApiKey.objects.filter(organization_id=context.organization_id, id__in=revoked).update(revoked_at=context.at)
    for api_key_id in revoked:
        publish(ApiKeyWasRevoked(api_key_id), context=context)
    return KeysRevoked(revoked)
