"""Create a role of the organization's own."""

from collections.abc import Sequence

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.organizations.errors import RoleNameTaken
from openbill.organizations.events import RoleWasCreated
from openbill.organizations.models import Role, RolePermission
from openbill.organizations.policies.grantable_permissions import refuse_more_than_held
from openbill.organizations.policies.known_permissions import known_permissions
from openbill.organizations.policies.own_customers_only import refuse_without_all_customers
from openbill.organizations.policies.required_text import required_text
from openbill.organizations.types import RoleCreated


@in_plain_text("name")
@command(permission="organizations.manage_people")
def create_role(*, name: str, permissions: Sequence[str], context: Context) -> RoleCreated:
    """Create a role that carries these permissions. Nobody makes a role that may do more than they may.

    Raises NameMissing, UnseenCharacter, PermissionUnknown, PermissionNotHeld,
    NeedsAllCustomers and RoleNameTaken.
    """
    name = required_text("name", name)
    wanted = known_permissions(permissions)
    refuse_more_than_held(wanted, context.permissions)
    refuse_without_all_customers(wanted)
    with refuse_by_constraint("role_name_is_unique", RoleNameTaken(role=name)):
        role = Role.objects.create(organization_id=context.organization_id, name=name)
    RolePermission.objects.bulk_create(
        RolePermission(organization_id=context.organization_id, role_id=role.id, permission=permission)
        for permission in sorted(wanted)
    )
    publish(RoleWasCreated(role.id), context=context)
    return RoleCreated(role.id)
