"""Who may give which permissions."""

from collections.abc import Set as AbstractSet

from openbill.organizations.errors import PermissionNotHeld


def refuse_more_than_held(permissions: AbstractSet[str], held: AbstractSet[str] | None) -> None:
    """Nobody gives permissions that they do not have; `held` is None for who has all of them.

    Raises PermissionNotHeld, naming those that are missing.
    """
    if held is not None and permissions - held:
        raise PermissionNotHeld(permissions=", ".join(sorted(permissions - held)))
