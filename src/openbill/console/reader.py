"""Who reads a page: the person, the organization in which the person works now, and what the person may do."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.http import HttpRequest
from django.utils import translation

from openbill.console.formats import Formats, locale_of
from openbill.foundation.context import Context
from openbill.foundation.tenancy import scope
from openbill.organizations.errors import MemberUnknown
from openbill.organizations.queries.context_of_user import context_of_user
from openbill.organizations.queries.legal_entities import legal_entities
from openbill.organizations.queries.organizations_of_user import organizations_of_user
from openbill.organizations.types import LegalEntityDetails, OrganizationSummary

ORGANIZATION_KEY = "organization_id"
"""Where the session keeps in which organization the person works."""


@dataclass(frozen=True)
class Reader:
    """A signed-in person at work in one organization."""

    user_id: UUID
    name: str
    email: str
    organization: OrganizationSummary
    organizations: tuple[OrganizationSummary, ...]
    """All in which the person has a part, by name."""
    context: Context
    formats: Formats

    def may(self, permission: str) -> bool:
        return self.context.may(permission)

    def scope(self) -> AbstractContextManager[None]:
        """The organization's rows, as far as this person sees them."""
        return scope(self.organization.id, salesperson_id=self.context.salesperson_id)

    @cached_property
    def today(self) -> date:
        """The business date where the organization lives."""
        return self.context.today(self.organization.time_zone)

    @property
    def companies(self) -> list[LegalEntityDetails]:
        """The organization's companies, the usual one first; opens the scope by itself."""
        with scope(self.organization.id):
            return legal_entities()

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[:1].isalpha()]
        letters = (words[0][0] + words[-1][0]) if len(words) > 1 else (words[0][:2] if words else self.email[:2])
        return letters.upper()


def reader_of(request: HttpRequest) -> Reader | None:
    """The reader of a request; None where the person has no part in any organization (any more).

    A person with several organizations works in the one that was chosen last; a choice that is not the person's any
    more is as good as none.
    """
    user = request.user
    assert user.is_authenticated
    chosen = request.session.get(ORGANIZATION_KEY)
    own = tuple(organizations_of_user(user.pk))
    for organization in sorted(own, key=lambda each: str(each.id) != chosen):
        try:
            context = context_of_user(organization.id, user.pk)
        except MemberUnknown:
            continue
        formats = Formats(locale_of(translation.get_language() or "en", request), organization.time_zone)
        return Reader(
            user_id=user.pk,
            name=user.name or user.email,
            email=user.email,
            organization=organization,
            organizations=own,
            context=context,
            formats=formats,
        )
    return None
