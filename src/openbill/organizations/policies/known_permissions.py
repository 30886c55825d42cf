"""Which permissions a role may be made of."""

from collections.abc import Collection
from difflib import get_close_matches

from openbill.organizations.errors import PermissionUnknown
from openbill.organizations.policies.default_roles import ALL_PERMISSIONS


def known_permissions(names: Collection[str]) -> frozenset[str]:
    """The permissions of these names. Raises PermissionUnknown, naming the nearest that there is."""
    for name in names:
        if name not in ALL_PERMISSIONS:
            nearest = get_close_matches(name, ALL_PERMISSIONS, n=1, cutoff=0.0)
            raise PermissionUnknown(permission=name, nearest=nearest[0])
    return frozenset(names)
