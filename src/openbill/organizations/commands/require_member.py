"""Find the member that an act is about."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.organizations.errors import MemberUnknown
from openbill.organizations.models import Membership


def require_member(user_id: UUID, *, context: Context) -> None:
    """Raise MemberUnknown where the user has no role in the organization."""
    if not Membership.objects.filter(organization_id=context.organization_id, user_id=user_id).exists():
        raise MemberUnknown(user_id=user_id)
