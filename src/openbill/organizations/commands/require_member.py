"""Find the member that an act is about."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.organizations.errors import MemberUnknown
from openbill.organizations.models import Membership
from openbill.organizations.policies.acting_on_others import refuse_person_with_more
from openbill.organizations.queries.permissions_held import permissions_held_by


def require_member(user_id: UUID, *, context: Context) -> None:
    """Raise MemberUnknown where the user has no role in the organization."""
    if not Membership.objects.filter(organization_id=context.organization_id, user_id=user_id).exists():
        raise MemberUnknown(user_id=user_id)


def require_member_within_reach(user_id: UUID, *, context: Context) -> None:
    """Raise MemberUnknown, and PersonHoldsMore where the member may do what whoever acts may not."""
    require_member(user_id, context=context)
    refuse_person_with_more(permissions_held_by(user_id), context.permissions)
