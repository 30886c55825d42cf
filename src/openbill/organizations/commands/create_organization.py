"""Found a new organization in this installation."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.in_plain_text import in_plain_text
from openbill.organizations.errors import OrganizationNameTaken
from openbill.organizations.events import OrganizationWasCreated
from openbill.organizations.models import LegalEntity, Organization, Role, RolePermission
from openbill.organizations.policies.default_roles import DEFAULT_ROLES
from openbill.organizations.policies.required_text import required_text
from openbill.primitives.currency import exponent


@dataclass(frozen=True, slots=True)
class OrganizationCreated:
    organization_id: UUID
    legal_entity_id: UUID


@in_plain_text("name")
@command(permission="organizations.manage")
def create_organization(
    *,
    name: str,
    currency: str,
    time_zone: str = "UTC",
    language: str = "en",
    country: str = "",
    books: str = "openbill",
    context: Context,
) -> OrganizationCreated:
    """Found an organization with one legal entity of the same name, and the built-in roles.

    The context names the new organization's identifier. `currency` is the legal entity's (ISO 4217);
    `books` says whether Openbill keeps its general ledger ("openbill") or mirrors an ERP's ("mirror").

    Raises NameMissing, UnseenCharacter, OrganizationNameTaken and UnknownCurrency.
    """
    name = required_text("name", name)
    exponent(currency)
    try:
        with transaction.atomic():
            Organization.objects.create(
                id=context.organization_id,
                name=name,
                currency=currency,
                time_zone=time_zone,
                language=language,
                created_at=context.at,
            )
    except IntegrityError as error:
        raise OrganizationNameTaken(name=name) from error
    entity = LegalEntity.objects.create(
        organization_id=context.organization_id,
        code="MAIN",
        name=name,
        country=country,
        currency=currency,
        time_zone=time_zone,
        books=books,
        is_default=True,
    )
    _create_built_in_roles(context)
    publish(OrganizationWasCreated(context.organization_id, entity.id), context=context)
    return OrganizationCreated(context.organization_id, entity.id)


def _create_built_in_roles(context: Context) -> None:
    roles = [Role(organization_id=context.organization_id, name=name, is_built_in=True) for name in DEFAULT_ROLES]
    Role.objects.bulk_create(roles)
    RolePermission.objects.bulk_create(
        RolePermission(organization_id=context.organization_id, role_id=role.id, permission=permission)
        for role in roles
        for permission in sorted(DEFAULT_ROLES[role.name])
    )
