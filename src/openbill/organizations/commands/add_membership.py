"""Give a user a role, whichever act does it."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.read_role import permissions_of_role
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.organizations.errors import RoleAlreadyGranted
from openbill.organizations.events import RoleWasGranted
from openbill.organizations.models import Membership, Role
from openbill.organizations.policies.grantable_permissions import refuse_more_than_held


def add_membership(user_id: UUID, role: Role, *, context: Context) -> None:
    """Give a role inside the running command. Raises PermissionNotHeld and RoleAlreadyGranted."""
    refuse_more_than_held(permissions_of_role(role.id, context=context), context.permissions)
    with refuse_by_constraint("membership_is_unique", RoleAlreadyGranted(role=role.name)):
        Membership.objects.create(
            organization_id=context.organization_id, user_id=user_id, role_id=role.id, granted_at=context.at
        )
    publish(RoleWasGranted(user_id, role.id), context=context)
