"""Count how often a key asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context


@dataclass(frozen=True, slots=True)
class UseOfKey:
    """How often a key has asked in the span of time that ends then."""

    count: int
    ends_at: datetime


def count_use(api_key_id: UUID, *, window: timedelta, context: Context) -> UseOfKey:
    """Count one request of a key, whichever process it comes to; a row per key, one statement.

    It is no act of business and stands in no log. Call it inside the organization's scope.
    """
    with connection.cursor() as cursor:
        # A count that a crash of the machine loses is no loss: the answer need not wait for the disk.
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute(
            """
            INSERT INTO api_key_use (organization_id, id, api_key_id, began_at, count)
            VALUES (%(organization)s, new_identifier(), %(key)s, %(at)s, 1)
            ON CONFLICT (organization_id, api_key_id) DO UPDATE SET
                count = CASE WHEN api_key_use.began_at <= %(began)s THEN 1 ELSE api_key_use.count + 1 END,
                began_at = CASE WHEN api_key_use.began_at <= %(began)s THEN %(at)s ELSE api_key_use.began_at END
            RETURNING count, began_at
            """,
            {
                "organization": context.organization_id,
                "key": api_key_id,
                "at": context.at,
                "began": context.at - window,
            },
        )
        row = cursor.fetchone()
    assert row is not None
    return UseOfKey(row[0], row[1] + window)
