"""Who did something, by name."""

from django.utils.translation import gettext as _

from openbill.organizations.queries.acts import Act
from openbill.organizations.queries.members_with_roles import members_with_roles


def names_of_actors() -> dict[str, str]:
    """The members of the organization in force, by the text by which acts name them."""
    return {f"user {member.user_id}": member.name or member.email for member in members_with_roles()}


def named(actor: str, names: dict[str, str]) -> str:
    """Who an actor is: a member by name, else what kind of actor it was."""
    if actor in names:
        return names[actor]
    kind = actor.partition(" ")[0]
    return {
        "user": _("Somebody who left"),
        "api_key": _("A program"),
        "operator": _("The operator"),
        "system": _("Openbill"),
    }.get(kind, actor)


def who(act: Act) -> str:
    """Who did something: the person or the program's key by name."""
    if act.actor_kind == "user":
        return act.by or _("Somebody who left")
    if act.actor_kind == "api_key":
        return _("Program %(name)s") % {"name": act.by}
    return _("At the machine's shell") if act.actor_kind == "operator" else _("Openbill itself")
