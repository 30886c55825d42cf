"""Give a member one more role."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.organizations.commands.add_membership import add_membership
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_role import read_role
from openbill.organizations.commands.require_member import require_member


@in_plain_text("role")
@command(permission="organizations.manage_people")
def grant_role(*, user_id: UUID, role: str, context: Context) -> None:
    """Give a member a role, named by its name. Nobody gives permissions that they do not have.

    Raises UnseenCharacter, RoleUnknown, MemberUnknown, PermissionNotHeld and RoleAlreadyGranted.
    """
    granted = read_role(role, context=context)
    require_member(user_id, context=context)
    add_membership(user_id, granted, context=context)
