"""On which day something is posted, for many days at once.

The books of a legal entity open on one day: its cut-over date, or the first day after the last closed
month, whichever is later. What happened before it is posted on it; everything else on its own day. That is
the policy `receivables.policies.first_open_day` for books that are closed in order; a test proves it.
"""

from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id

BOOKS_OPEN_ON = """(
    SELECT entity.id AS legal_entity_id,
           greatest(entity.cut_over_date, (max(closed.start_date) + interval '1 month')::date) AS opens_on
    FROM legal_entity entity
    LEFT JOIN period closed
      ON closed.organization_id = entity.organization_id AND closed.legal_entity_id = entity.id
     AND closed.state = 'closed'
    WHERE entity.organization_id = %(organization)s
    GROUP BY entity.organization_id, entity.id
)"""
"""A relation (legal_entity_id, opens_on): NULL where every day is open. Needs %(organization)s."""


def month_of(day: str) -> str:
    """The SQL expression of the first day of a day's month."""
    return f"({day} - (extract(day FROM {day})::int - 1))"


def posting_date_sql(day: str, opens_on: str) -> str:
    """The SQL expression of the posting date of a day; `opens_on` is that of BOOKS_OPEN_ON."""
    return f"greatest({day}, {opens_on})"


def posting_dates(relation: str) -> str:
    """A relation (legal_entity_id, economic_date, posting_date) over a relation of the first two.

    One row per row. Needs %(organization)s and the parameters of the relation.
    """
    return f"""(
        SELECT dated.legal_entity_id, dated.economic_date,
               {posting_date_sql("dated.economic_date", "books.opens_on")} AS posting_date
        FROM {relation} AS dated
        JOIN {BOOKS_OPEN_ON} AS books USING (legal_entity_id)
    )"""


def first_open_day_of(legal_entity_id: UUID, day: date) -> date:
    """The day itself, or the first open day after it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT opens_on FROM {BOOKS_OPEN_ON} AS books WHERE legal_entity_id = %(legal_entity)s",
            {"organization": current_organization_id(), "legal_entity": legal_entity_id},
        )
        row = cursor.fetchone()
    assert row is not None, f"There is no legal entity {legal_entity_id}."
    opens_on: date | None = row[0]
    return day if opens_on is None else max(day, opens_on)
