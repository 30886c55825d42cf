"""The organization in force: one transaction, one setting, one organization."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import LiteralString
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction
from psycopg import sql

from openbill.foundation.errors import OrganizationMissing, OtherOrganization

_organization_in_force: ContextVar[UUID | None] = ContextVar("organization_in_force", default=None)


def current_organization_id() -> UUID:
    """The organization in force. Raises OrganizationMissing outside of a scope."""
    organization_id = _organization_in_force.get()
    if organization_id is None:
        raise OrganizationMissing
    return organization_id


@contextmanager
def scope(organization_id: UUID, *, salesperson_id: UUID | None = None, using: str = "default") -> Iterator[None]:
    """Open a transaction in which the database shows and takes rows of one organization only.

    With a salesperson it shows rows of this person's own customers only, of the few tables that a salesperson sees,
    and takes none: the transaction runs as a role of its own, and no query can forget it.
    Scopes of the same organization nest and share the transaction, and what the outer one shows. Raises
    OtherOrganization where a scope of another organization is open.
    """
    in_force = _organization_in_force.get()
    if in_force is not None:
        if in_force != organization_id:
            raise OtherOrganization
        with transaction.atomic(using=using):
            yield
        return

    token = _organization_in_force.set(organization_id)
    try:
        with transaction.atomic(using=using):
            _set_local(using, "app.organization_id", str(organization_id))
            if salesperson_id is not None:
                _set_local(using, "app.salesperson_id", str(salesperson_id))
                _set_local(using, "role", settings.DATABASE_ROLES["own_customers"])
            yield
            # An outer transaction (a test's, say) must not go on in this organization.
            if salesperson_id is not None:
                _set_local(using, "role", "none")
                _set_local(using, "app.salesperson_id", "")
            _set_local(using, "app.organization_id", "")
    finally:
        _organization_in_force.reset(token)


def _set_local(using: str, name: LiteralString, value: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL " + name + " = {}").format(sql.Literal(value)))
