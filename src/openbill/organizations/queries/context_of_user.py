"""The context in which a signed-in person acts."""

from datetime import datetime
from uuid import UUID

from openbill.foundation import clock
from openbill.foundation.context import Actor, ActorKind, Context
from openbill.foundation.tenancy import scope
from openbill.organizations.errors import MemberUnknown
from openbill.organizations.queries.permissions_of_user import permissions_of_member


def context_of_user(organization_id: UUID, user_id: UUID, *, at: datetime | None = None) -> Context:
    """The context of a member with the permissions of all the member's roles; it opens its own scope.

    Raises MemberUnknown, the same for a stranger, a closed account and an organization that is not there.
    """
    with scope(organization_id):
        permissions = permissions_of_member(user_id)
    if permissions is None:
        raise MemberUnknown(user_id=user_id)
    return Context(organization_id, Actor(ActorKind.USER, user_id), at or clock.now(), permissions)
