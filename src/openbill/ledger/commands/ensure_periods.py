"""See to it that the months have periods to which entries are posted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.ledger.queries.posting_dates import month_of


def ensure_periods(legal_entity_id: UUID, months: Iterable[date], *, context: Context) -> int:
    """Make the missing periods of one legal entity inside the running command, and count them.

    A month is named by any of its days.
    """
    return ensure_periods_of(
        "(SELECT %(legal_entity)s::uuid AS legal_entity_id, unnest(%(months)s::date[]) AS posting_date)",
        {"legal_entity": legal_entity_id, "months": list(months)},
        context=context,
    )


def ensure_periods_of(relation: str, parameters: Mapping[str, Any] | None = None, *, context: Context) -> int:
    """Make the missing periods for a relation (legal_entity_id, posting_date), and count them.

    The relation is a table, or a SELECT in parentheses. A month before the last closed one is closed from the
    beginning. Whoever makes a period shares a lock on the legal entity that excludes who is closing one, so
    that no month opens behind a closing.
    """
    parameters = {**(parameters or {}), "organization": context.organization_id}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT months.legal_entity_id, months.start_date
            FROM (SELECT DISTINCT legal_entity_id, {month_of("posting_date")} AS start_date
                  FROM {relation} AS dated) AS months
            WHERE NOT EXISTS (
                SELECT FROM period WHERE period.organization_id = %(organization)s
                AND period.legal_entity_id = months.legal_entity_id AND period.start_date = months.start_date)
            ORDER BY 1, 2
            """,
            parameters,
        )
        missing = cursor.fetchall()
        if not missing:
            return 0
        cursor.execute(
            "SELECT FROM legal_entity WHERE organization_id = %s AND id = ANY(%s::uuid[]) ORDER BY id FOR SHARE",
            [context.organization_id, [legal_entity_id for legal_entity_id, _ in missing]],
        )
        cursor.execute(
            """
            INSERT INTO period (organization_id, id, legal_entity_id, start_date, state)
            SELECT %(organization)s, new_identifier(), missing.legal_entity_id, missing.start_date,
                   CASE WHEN EXISTS (
                       SELECT FROM period later
                       WHERE later.organization_id = %(organization)s
                         AND later.legal_entity_id = missing.legal_entity_id
                         AND later.state = 'closed' AND later.start_date > missing.start_date)
                   THEN 'closed' ELSE 'open' END
            FROM unnest(%(entities)s::uuid[], %(months)s::date[]) AS missing (legal_entity_id, start_date)
            ORDER BY missing.legal_entity_id, missing.start_date
            ON CONFLICT (organization_id, legal_entity_id, start_date) DO NOTHING
            """,
            {
                "organization": context.organization_id,
                "entities": [legal_entity_id for legal_entity_id, _ in missing],
                "months": [month for _, month in missing],
            },
        )
        made: int = cursor.rowcount
    return made
