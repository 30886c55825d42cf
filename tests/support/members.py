"""Members of organizations for tests."""

from uuid import UUID

from openbill.foundation.context import Context
from openbill.organizations.commands.invite_user import invite_user
from openbill.organizations.queries.context_of_user import context_of_user
from openbill.primitives.identifiers import new_identifier

from .organizations import AnOrganization


def a_member(organization: AnOrganization, role: str = "owner", *, email: str = "", name: str = "Maria") -> UUID:
    """A member in a role, invited by the operator."""
    return invite_user(
        email=email or f"{new_identifier().hex}@example.com",
        role=role,
        name=name,
        is_known_elsewhere=True,
        context=organization.context(),
    ).user_id


def acting_as(organization: AnOrganization, user_id: UUID) -> Context:
    """The context in which a member acts."""
    return context_of_user(organization.id, user_id)
