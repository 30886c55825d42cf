"""Withdraw the reminders whose messages were discarded before they went out."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from openbill.collections.commands.withdraw_notices import withdraw_notices
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="collections.run")
def withdraw_discarded_notices(*, message_ids: Sequence[UUID] | None = None, context: Context) -> int:
    """Withdraw the notices whose messages were cancelled or suppressed: what they asked for was never asked.

    Of these messages, or of all; counts the notices.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT notice.id, message.state FROM notice
            JOIN message ON message.organization_id = notice.organization_id AND message.id = notice.message_id
            WHERE notice.organization_id = %(organization)s AND notice.withdrawn_on IS NULL
              AND message.state IN ('cancelled', 'suppressed')
              AND (%(messages)s::uuid[] IS NULL OR notice.message_id = ANY(%(messages)s::uuid[]))
            """,
            {
                "organization": context.organization_id,
                "messages": None if message_ids is None else list(message_ids),
            },
        )
        discarded = {notice_id: f"its message was {state} before it went out" for notice_id, state in cursor.fetchall()}
    return withdraw_notices(discarded, context=context)
