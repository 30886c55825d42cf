"""Change what a role may do."""

from collections.abc import Sequence

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.commands.read_role import permissions_of_role, read_role
from openbill.organizations.errors import OwnerRoleIsFixed
from openbill.organizations.events import RoleWasChanged
from openbill.organizations.models import RolePermission
from openbill.organizations.policies.acting_on_others import refuse_role_of_more
from openbill.organizations.policies.grantable_permissions import refuse_more_than_held
from openbill.organizations.policies.known_permissions import known_permissions
from openbill.organizations.policies.own_customers_only import refuse_without_all_customers
from openbill.organizations.queries.permissions_held import permissions_of_holders
from openbill.organizations.types import OWNER


@in_plain_text("role")
@command(permission="organizations.manage_people")
def change_role(*, role: str, permissions: Sequence[str], context: Context) -> None:
    """Have a role carry exactly these permissions, for all who have it.

    Nobody adds what they do not have, and nobody takes from somebody who may do more than they may.

    Raises UnseenCharacter, RoleUnknown, OwnerRoleIsFixed, PermissionUnknown, PermissionNotHeld, RoleIsHeldByMore and
    NeedsAllCustomers.
    """
    changed = read_role(role, context=context)
    if changed.is_built_in and changed.name == OWNER:
        raise OwnerRoleIsFixed
    wanted, present = known_permissions(permissions), permissions_of_role(changed.id, context=context)
    refuse_more_than_held(wanted - present, context.permissions)
    if present - wanted:
        refuse_role_of_more(permissions_of_holders(changed.id, context.at), context.permissions, role=changed.name)
    refuse_without_all_customers(wanted)
    if wanted == present:
        return
    RolePermission.objects.filter(
        organization_id=context.organization_id, role_id=changed.id, permission__in=present - wanted
    ).delete()
    RolePermission.objects.bulk_create(
        RolePermission(organization_id=context.organization_id, role_id=changed.id, permission=permission)
        for permission in sorted(wanted - present)
    )
    publish(RoleWasChanged(changed.id), context=context)
