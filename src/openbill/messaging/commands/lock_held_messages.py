"""Lock the held messages that an act is about."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.messaging.errors import MessageUnknown
from openbill.messaging.policies.message_lifecycle import MESSAGE_LIFECYCLE


def lock_held_messages(message_ids: Sequence[UUID] | None, act: str, *, context: Context) -> list[UUID]:
    """Lock these messages, or all that are held, in the order of their keys, and name them.

    Raises MessageUnknown, and NotPossibleInState where one of those that are named is not held.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, state FROM message
            WHERE organization_id = %(organization)s
              AND (id = ANY(%(ids)s::uuid[]) OR (%(ids)s::uuid[] IS NULL AND state = 'held'))
            ORDER BY organization_id, id FOR NO KEY UPDATE
            """,
            {
                "organization": context.organization_id,
                "ids": None if message_ids is None else list(message_ids),
            },
        )
        found = dict(cursor.fetchall())
    for missing in set(message_ids or ()) - found.keys():
        raise MessageUnknown(message_id=missing)
    for state in found.values():
        MESSAGE_LIFECYCLE.after(state, act)
    return list(found)
