"""Take a role from a member."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.keep_an_owner import keep_an_owner
from openbill.organizations.commands.read_role import read_role
from openbill.organizations.commands.require_member import require_member_within_reach
from openbill.organizations.commands.revoke_keys_beyond_maker import revoke_keys_beyond_maker
from openbill.organizations.errors import RoleNotGranted
from openbill.organizations.events import RoleWasRevoked
from openbill.organizations.models import Membership
from openbill.organizations.types import OWNER, KeysRevoked


@in_plain_text("role")
@command(permission="organizations.manage_people")
def revoke_role(*, user_id: UUID, role: str, context: Context) -> KeysRevoked:
    """Take a role from a member; with the last one the person is a member no more.

    Keys that the person made, and that may do what the person may do no more, are revoked.

    Raises UnseenCharacter, RoleUnknown, MemberUnknown, PersonHoldsMore, RoleNotGranted, and LastOwner where nobody
    else is an owner.
    """
    revoked = read_role(role, context=context)
    require_member_within_reach(user_id, context=context)
    membership = Membership.objects.filter(organization_id=context.organization_id, user_id=user_id, role_id=revoked.id)
    if not membership.exists():
        raise RoleNotGranted(role=revoked.name)
    if revoked.is_built_in and revoked.name == OWNER:
        keep_an_owner(user_id, context=context)
    membership.delete()
    publish(RoleWasRevoked(user_id, revoked.id), context=context)
    return revoke_keys_beyond_maker(user_id, context=context)
