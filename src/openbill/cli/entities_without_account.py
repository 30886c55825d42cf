"""Which legal entities ask for money and cannot say where to pay it."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connections

from openbill.collections.queries.reminders_due import ASKED_KINDS


class EntityWithoutAccount(NamedTuple):
    organization: str
    code: str
    name: str


def entities_without_account(organization_ids: Sequence[UUID] | None = None) -> list[EntityWithoutAccount]:
    """Those with open debts that reminders ask for and without any bank account; of all organizations for None."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            """
            SELECT organization.name, entity.code, entity.name FROM legal_entity entity
            JOIN organization ON organization.id = entity.organization_id
            WHERE (%(organizations)s::uuid[] IS NULL OR organization.id = ANY(%(organizations)s::uuid[]))
              AND NOT EXISTS (
                  SELECT FROM bank_account account
                  WHERE account.organization_id = entity.organization_id AND account.legal_entity_id = entity.id)
              AND EXISTS (
                  SELECT FROM open_item item
                  WHERE item.organization_id = entity.organization_id AND item.legal_entity_id = entity.id
                    AND item.side = 'debit' AND item.open_minor > 0 AND item.kind = ANY(%(kinds)s))
            ORDER BY lower(organization.name), organization.id, entity.code
            """,
            {
                "organizations": None if organization_ids is None else list(organization_ids),
                "kinds": list(ASKED_KINDS),
            },
        )
        return [EntityWithoutAccount(*row) for row in cursor.fetchall()]
