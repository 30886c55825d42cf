"""Find the role that an act is about."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows
from openbill.organizations.errors import RoleUnknown
from openbill.organizations.models import Role, RolePermission


def read_role(name: str, *, context: Context) -> Role:
    """The role of a name, whatever its capitals; locked, so that two acts on it wait for each other.

    Raises RoleUnknown, naming those that there are.
    """
    roles = Role.objects.filter(organization_id=context.organization_id)
    role = roles.filter(name__iexact=name.strip()).first()
    if role is None:
        known = ", ".join(roles.order_by("name").values_list("name", flat=True))
        raise RoleUnknown(role=name, known=known)
    lock_rows(Role, [role.id])
    return role


def permissions_of_role(role_id: UUID, *, context: Context) -> frozenset[str]:
    """The permissions that a role carries."""
    carried = RolePermission.objects.filter(organization_id=context.organization_id, role_id=role_id)
    return frozenset(carried.values_list("permission", flat=True))
