"""How the secret of an API key is written: openbill_<organization>_<prefix>_<random>."""

from uuid import UUID

_MARK = "openbill"
"""Scanners of published code find lost keys by it."""


def written_secret(organization_id: UUID, prefix: str, random: str) -> str:
    """The secret of a key; `prefix` has no underscore."""
    return f"{_MARK}_{organization_id.hex}_{prefix}_{random}"


def read_secret(secret: str) -> tuple[UUID, str] | None:
    """The organization and the prefix that a secret names; None where it is not written like one."""
    parts = secret.split("_", 3)
    if len(parts) != 4 or parts[0] != _MARK or len(parts[1]) != 32:
        return None
    try:
        return UUID(hex=parts[1]), parts[2]
    except ValueError:
        return None
