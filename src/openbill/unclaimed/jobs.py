"""Setting the clocks of credits that nobody claims, day by day."""

import logging
from uuid import UUID

from django.db import connections

from openbill.foundation.context import system_context
from openbill.unclaimed.commands.set_clocks import set_all_clocks

logger = logging.getLogger(__name__)


def set_clocks_of_all() -> int:
    """Set the clocks of every organization; how many credits changed. One that fails stops no other."""
    return sum(_of_one(organization_id) for organization_id in organizations_with_credits())


def _of_one(organization_id: UUID) -> int:
    try:
        return set_all_clocks(system_context(organization_id)).changed
    except Exception:
        logger.exception("The clocks of credits cannot be set.", extra={"of": organization_id})
        return 0


def organizations_with_credits() -> list[UUID]:
    """Those with an open credit, with money nobody knows the owner of, or with a clock; for the schedule."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            """
            SELECT id FROM organization
            WHERE EXISTS (SELECT FROM open_item item
                          WHERE item.organization_id = organization.id AND item.side = 'credit' AND item.open_minor > 0)
               OR EXISTS (SELECT FROM line_to_do line WHERE line.organization_id = organization.id)
               OR EXISTS (SELECT FROM unclaimed_credit credit WHERE credit.organization_id = organization.id
                            AND credit.state NOT IN ('ended', 'handed_over'))
            ORDER BY id
            """
        )
        return [row[0] for row in cursor.fetchall()]
