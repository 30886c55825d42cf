"""Whose books they are."""

from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.ledger.types import Books
from openbill.organizations.errors import LegalEntityUnknown


def books_of(legal_entity_id: UUID) -> Books:
    """The legal entity whose books they are. Raises LegalEntityUnknown."""
    organization_id = current_organization_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, code, currency, time_zone, cut_over_date, books = 'mirror' FROM legal_entity"
            " WHERE organization_id = %s AND id = %s",
            [organization_id, legal_entity_id],
        )
        row = cursor.fetchone()
        if row is None:
            cursor.execute("SELECT code FROM legal_entity WHERE organization_id = %s ORDER BY code", [organization_id])
            raise LegalEntityUnknown(
                code=legal_entity_id, known=", ".join(code for (code,) in cursor.fetchall()) or "none"
            )
    return Books(*row)
