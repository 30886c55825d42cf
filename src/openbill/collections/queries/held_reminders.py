"""The reminders that wait for somebody's word, stage by stage."""

from dataclasses import dataclass

from django.db import connection

from openbill.collections.queries.strategy import built_in_strategy
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class HeldStage:
    """The held reminders of one stage and currency: how many, and what they ask for in minor units."""

    stage: str
    currency: str
    reminders: int
    asked_minor: int


def held_reminders() -> list[HeldStage]:
    """What is held now, in the order of the stages and then by currency; withdrawn ones do not count."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT notice.stage, notice.currency, count(*), sum_minor(notice.total_minor)
            FROM message
            JOIN notice ON notice.organization_id = message.organization_id AND notice.message_id = message.id
            WHERE message.organization_id = %(organization)s AND message.state = 'held'
              AND notice.withdrawn_on IS NULL
            GROUP BY notice.stage, notice.currency
            ORDER BY array_position(%(stages)s::text[], notice.stage), notice.currency
            """,
            {
                "organization": current_organization_id(),
                "stages": [stage.name for stage in built_in_strategy().stages],
            },
        )
        return [HeldStage(*row) for row in cursor.fetchall()]
