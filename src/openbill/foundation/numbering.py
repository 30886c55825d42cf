"""Document numbers without gaps, per legal entity and series."""

from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.primitives.identifiers import new_identifier

DIGITS = 6


def take_numbers(*, legal_entity_id: UUID, series: str, count: int, context: Context) -> range:
    """Take the next `count` numbers of a series, starting at 1 for a new one.

    The counter's row stays locked until the transaction ends and a rollback gives the numbers back:
    that is what makes the series gap-free, and what makes two issuers of one series wait for each other.
    """
    assert count > 0, "At least one number is taken."
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO number_series (organization_id, id, legal_entity_id, series, first_number, next_number)
            VALUES (%(organization)s, %(id)s, %(entity)s, %(series)s, 1, 1 + %(count)s)
            ON CONFLICT (organization_id, legal_entity_id, series)
            DO UPDATE SET next_number = number_series.next_number + %(count)s
            RETURNING next_number
            """,
            {
                "organization": context.organization_id,
                "id": new_identifier(),
                "entity": legal_entity_id,
                "series": series,
                "count": count,
            },
        )
        row = cursor.fetchone()
    assert row is not None
    end: int = row[0]
    return range(end - count, end)


def begin_series(*, legal_entity_id: UUID, series: str, first_number: int, context: Context) -> int:
    """Have a series begin with a number, if none of it was taken yet; tells which number comes next."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO number_series (organization_id, id, legal_entity_id, series, first_number, next_number)
            VALUES (%(organization)s, %(id)s, %(entity)s, %(series)s, %(first)s, %(first)s)
            ON CONFLICT (organization_id, legal_entity_id, series) DO UPDATE SET
                first_number = CASE WHEN number_series.next_number = number_series.first_number
                                    THEN excluded.first_number ELSE number_series.first_number END,
                next_number = CASE WHEN number_series.next_number = number_series.first_number
                                   THEN excluded.next_number ELSE number_series.next_number END
            RETURNING next_number
            """,
            {
                "organization": context.organization_id,
                "id": new_identifier(),
                "entity": legal_entity_id,
                "series": series,
                "first": first_number,
            },
        )
        (following,) = cursor.fetchone()
    return int(following)


def take_number(*, legal_entity_id: UUID, series: str, context: Context) -> str:
    """Take one number, written as it stands on a document: PAY-000001."""
    (number,) = take_numbers(legal_entity_id=legal_entity_id, series=series, count=1, context=context)
    return document_number(series, number)


def document_number(series: str, number: int) -> str:
    """A number of a series as it stands on documents."""
    return f"{series}-{number:0{DIGITS}d}"
