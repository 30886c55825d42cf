"""Who may act on a person, a key or a role that may do much."""

from collections.abc import Set as AbstractSet

from openbill.organizations.errors import KeyHoldsMore, PersonHoldsMore, RoleIsHeldByMore

_NAMED = 3
"""So many permissions are named as examples: an owner has forty of them."""


def refuse_person_with_more(theirs: AbstractSet[str], held: AbstractSet[str] | None) -> None:
    """Nobody acts on a person who may do more than they may; `held` is None for who may do everything.

    Who gets somebody's first link becomes that person, and who removes somebody decides what is left of the firm.
    Raises PersonHoldsMore.
    """
    if more := _more(theirs, held):
        raise PersonHoldsMore(permissions=more)


def refuse_key_with_more(its: AbstractSet[str], held: AbstractSet[str] | None) -> None:
    """Nobody stops a program that may do more than they may. Raises KeyHoldsMore."""
    if more := _more(its, held):
        raise KeyHoldsMore(permissions=more)


def refuse_role_of_more(theirs: AbstractSet[str], held: AbstractSet[str] | None, *, role: str) -> None:
    """Nobody takes away from a role whose holders may do more than they may. Raises RoleIsHeldByMore."""
    if more := _more(theirs, held):
        raise RoleIsHeldByMore(role=role, permissions=more)


def may_act_on(theirs: AbstractSet[str], held: AbstractSet[str] | None) -> bool:
    """Whether somebody has everything that the other has."""
    return held is None or theirs <= held


def _more(theirs: AbstractSet[str], held: AbstractSet[str] | None) -> str:
    if may_act_on(theirs, held):
        return ""
    return ", ".join(sorted(theirs - (held or set()))[:_NAMED])
