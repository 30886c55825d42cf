"""End a person's part in the organization."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.keep_an_owner import keep_an_owner
from openbill.organizations.commands.require_member import require_member_within_reach
from openbill.organizations.commands.revoke_keys_beyond_maker import revoke_keys_beyond_maker
from openbill.organizations.events import MemberWasRemoved
from openbill.organizations.models import Membership, SavedView
from openbill.organizations.types import KeysRevoked


@command(permission="organizations.manage_people")
def remove_member(*, user_id: UUID, context: Context) -> KeysRevoked:
    """Take all of a member's roles away, and revoke the keys that the person made; what was done stays in the log.

    Raises MemberUnknown, PersonHoldsMore, and LastOwner where nobody else is an owner.
    """
    keep_an_owner(user_id, context=context)
    require_member_within_reach(user_id, context=context)
    Membership.objects.filter(organization_id=context.organization_id, user_id=user_id).delete()
    SavedView.objects.filter(organization_id=context.organization_id, user_id=user_id).delete()
    publish(MemberWasRemoved(user_id), context=context)
    return revoke_keys_beyond_maker(user_id, context=context)
