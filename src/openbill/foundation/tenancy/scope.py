"""The organization in force: one transaction, one setting, one organization."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

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
def scope(organization_id: UUID, *, using: str = "default") -> Iterator[None]:
    """Open a transaction in which the database shows and takes rows of one organization only.

    Scopes of the same organization nest and share the transaction. Raises OtherOrganization where a
    scope of another organization is open.
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
            _set_local(using, str(organization_id))
            yield
            # An outer transaction (a test's, say) must not go on in this organization.
            _set_local(using, "")
    finally:
        _organization_in_force.reset(token)


def _set_local(using: str, value: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL app.organization_id = {}").format(sql.Literal(value)))
