"""The posting date of a day, in SQL: the day itself, or the first open day after it.

The same rule as the policy `receivables.policies.first_open_day`; a test proves that they agree.
"""


def month_of(day: str) -> str:
    """The SQL expression of the first day of a day's month."""
    return f"({day} - (extract(day FROM {day})::int - 1))"


def closed_period_join(day: str, entity: str) -> str:
    """A LEFT JOIN that finds the closed period `closed` in which a day lies.

    `day` is an SQL expression of the economic date, `entity` the alias of the joined legal entity.
    """
    base = f"greatest({day}, {entity}.cut_over_date)"
    return f"""
        LEFT JOIN period closed
          ON closed.organization_id = {entity}.organization_id AND closed.legal_entity_id = {entity}.id
         AND closed.state = 'closed' AND closed.start_date = {month_of(base)}
    """


def posting_date(day: str, entity: str) -> str:
    """The SQL expression of the posting date; needs `closed_period_join` of the same day and entity."""
    return f"""
        CASE WHEN closed.id IS NULL THEN greatest({day}, {entity}.cut_over_date)
        ELSE (
            SELECT min(candidate.day) FROM (
                SELECT (later.start_date + interval '1 month')::date AS day FROM period later
                WHERE later.organization_id = closed.organization_id
                  AND later.legal_entity_id = closed.legal_entity_id
                  AND later.state = 'closed' AND later.start_date >= closed.start_date
            ) AS candidate
            WHERE NOT EXISTS (
                SELECT FROM period also_closed
                WHERE also_closed.organization_id = closed.organization_id
                  AND also_closed.legal_entity_id = closed.legal_entity_id
                  AND also_closed.state = 'closed' AND also_closed.start_date = candidate.day)
        ) END
    """
